package com.sparkify.law;

import java.util.List;

/** An event in the input bucket, or a request to the loader. */
sealed interface Action {
    void happenIn(ModelWorld world);

    void happenIn(LocalLake lake);

    /** Executes the action in the model and in reality. */
    default void happen(ModelWorld world, LocalLake lake) {
        happenIn(world);
        happenIn(lake);
    }

    /** Writes an object without announcing it. */
    record Put(String key, byte[] bytes) implements Action {
        @Override
        public void happenIn(ModelWorld world) {
            world.put(key, bytes);
        }

        @Override
        public void happenIn(LocalLake lake) {
            lake.put(key, bytes);
        }
    }

    /** Deletes an object. */
    record Delete(String key) implements Action {
        @Override
        public void happenIn(ModelWorld world) {
            world.delete(key);
        }

        @Override
        public void happenIn(LocalLake lake) {
            lake.delete(key);
        }
    }

    /** Announces objects, on time, late, or again. */
    record Announce(List<String> keys) implements Action {
        @Override
        public void happenIn(ModelWorld world) {
            world.announce(keys);
        }

        @Override
        public void happenIn(LocalLake lake) {
            lake.announce(keys);
        }
    }

    /** Requests a load of objects, known or not. */
    record LoadAgain(List<String> keys) implements Action {
        @Override
        public void happenIn(ModelWorld world) {
            world.announce(keys);
        }

        @Override
        public void happenIn(LocalLake lake) {
            lake.request("\"load\":{\"keys\":[\"" + String.join("\",\"", keys) + "\"],\"force\":true}");
        }
    }

    /** Requests the erasure of users. */
    record Erase(List<String> users) implements Action {
        @Override
        public void happenIn(ModelWorld world) {
            world.erase(users);
        }

        @Override
        public void happenIn(LocalLake lake) {
            lake.request("\"erase\":{\"users\":[\"" + String.join("\",\"", users) + "\"]}");
        }
    }

    /** Requests a retraction. */
    record Retract(List<String> keys) implements Action {
        @Override
        public void happenIn(ModelWorld world) {
            world.retract(keys);
        }

        @Override
        public void happenIn(LocalLake lake) {
            lake.request("\"retract\":{\"keys\":[\"" + String.join("\",\"", keys) + "\"]}");
        }
    }

    /** Requests a sweep, with upkeep of all tables. */
    record Sweep() implements Action {
        @Override
        public void happenIn(ModelWorld world) {
            world.sweep();
        }

        @Override
        public void happenIn(LocalLake lake) {
            lake.request("\"sweep\":{}");
        }
    }
}
