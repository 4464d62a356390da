package com.sparkify.law;

import java.lang.reflect.Method;
import java.util.List;

/** The few calls of Spark that the worker needs. */
final class SparkReflection {
    private SparkReflection() {}

    /** The JVM's one context, and its first session, which the JVM's system properties configure. */
    static void start() throws ReflectiveOperationException {
        existing(Class.forName("org.apache.spark.sql.SparkSession"));
    }

    /**
     * A session with its own configuration, hence its own catalog, on the JVM's one context.
     *
     * @param settings name, value, name, value, …
     */
    static void newSession(List<String> settings) throws ReflectiveOperationException {
        Class<?> type = Class.forName("org.apache.spark.sql.SparkSession");
        Object session = call(existing(type), "newSession");
        Object configuration = call(session, "conf");
        Method set = configuration.getClass().getMethod("set", String.class, String.class);
        for (int i = 0; i < settings.size(); i += 2) {
            set.invoke(configuration, settings.get(i), settings.get(i + 1));
        }
        type.getMethod("setActiveSession", type).invoke(null, session);
        type.getMethod("setDefaultSession", type).invoke(null, session);
    }

    static List<String> query(String sql) throws ReflectiveOperationException {
        Class<?> type = Class.forName("org.apache.spark.sql.SparkSession");
        Object rows = existing(type).getClass().getMethod("sql", String.class).invoke(existing(type), sql);
        List<?> texts = (List<?>) call(call(rows, "toJSON"), "collectAsList");
        return texts.stream().map(Object::toString).toList();
    }

    /** The active session, or else the JVM's first one. */
    private static Object existing(Class<?> type) throws ReflectiveOperationException {
        return call(type.getMethod("builder").invoke(null), "getOrCreate");
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }
}
