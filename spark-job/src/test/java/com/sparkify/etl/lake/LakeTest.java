package com.sparkify.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LakeTest {
    private static final Set<String> COMPONENTS = Set.of("bucket", "root", "toString");

    /** Found by reflection, so that a key which is added later cannot be forgotten in {@link Lake#folders}. */
    @Test
    void everyKeyLiesInAFolderThatIsKeptApartFromTheInput() throws ReflectiveOperationException {
        Lake lake = Lake.at("s3://sparkify-lake/some/path");
        int keys = 0;
        for (Method method : Lake.class.getDeclaredMethods()) {
            if (method.getReturnType() != String.class || COMPONENTS.contains(method.getName())) {
                continue;
            }
            Object[] arguments = new Object[method.getParameterCount()];
            Arrays.fill(arguments, "1");
            String key = (String) method.invoke(lake, arguments);
            assertThat(lake.folders()).as(method.getName()).anyMatch(key::startsWith);
            keys++;
        }
        assertThat(keys).isPositive();
    }
}
