package com.sparkify.infra;

import java.util.function.Consumer;
import software.amazon.awscdk.CfnResource;
import software.constructs.IConstruct;

/** Something that is true of the stack, and a change to the stack after which it must be found to be false. */
record SecurityClaim(String claim, Consumer<Deployed> check, Consumer<SparkifyStack> weakening) {

    @Override
    public String toString() {
        return claim;
    }

    /** Sets a property of the resource at a path of constructs, such as {@code Lake/Bucket}. */
    static Consumer<SparkifyStack> set(String path, String property, Object value) {
        return stack -> resource(stack, path).addPropertyOverride(property, value);
    }

    static Consumer<SparkifyStack> delete(String path, String property) {
        return stack -> resource(stack, path).addPropertyDeletionOverride(property);
    }

    static CfnResource resource(SparkifyStack stack, String path) {
        IConstruct construct = stack;
        for (String name : path.split("/")) {
            construct = construct.getNode().findChild(name);
        }
        return (CfnResource)
                (construct instanceof CfnResource
                        ? construct
                        : construct.getNode().getDefaultChild());
    }
}
