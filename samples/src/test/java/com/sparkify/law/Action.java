package com.sparkify.law;

import java.util.List;

/** Something that happens to the input bucket or reaches the loader. */
sealed interface Action {
    void happen(World world, LocalLake lake);

    /** An object is written, and nobody has heard of it yet. */
    record Put(String key, byte[] bytes) implements Action {
        @Override
        public void happen(World world, LocalLake lake) {
            world.put(key, bytes);
            lake.put(key, bytes);
        }
    }

    /** An object is deleted or expires. */
    record Delete(String key) implements Action {
        @Override
        public void happen(World world, LocalLake lake) {
            world.delete(key);
            lake.delete(key);
        }
    }

    /** Events arrive, on time, late, or again. */
    record Announce(List<String> keys) implements Action {
        @Override
        public void happen(World world, LocalLake lake) {
            world.announce(keys);
            lake.announce(keys);
        }
    }

    /** Somebody asks for objects, known ones as well. */
    record LoadAgain(List<String> keys) implements Action {
        @Override
        public void happen(World world, LocalLake lake) {
            world.announce(keys);
            lake.request("\"load\":{\"keys\":[\"" + String.join("\",\"", keys) + "\"],\"force\":true}");
        }
    }

    /** Somebody takes objects out. */
    record Retract(List<String> keys) implements Action {
        @Override
        public void happen(World world, LocalLake lake) {
            world.retract(keys);
            lake.request("\"retract\":{\"keys\":[\"" + String.join("\",\"", keys) + "\"]}");
        }
    }
}
