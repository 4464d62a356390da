package com.sparkify.local.emr;

/** An error response of the service. */
final class ServiceError extends RuntimeException {

    private final int status;
    private final String type;

    private ServiceError(int status, String type, String message) {
        super(message);
        this.status = status;
        this.type = type;
    }

    static ServiceError validation(String message) {
        return new ServiceError(400, "ValidationException", message);
    }

    static ServiceError notFound(String message) {
        return new ServiceError(404, "ResourceNotFoundException", message);
    }

    static ServiceError conflict(String message) {
        return new ServiceError(409, "ConflictException", message);
    }

    /**
     * Creates an error that is not part of the service's model: every AWS service returns it before it looks at a
     * request.
     */
    static ServiceError denied(String type, String message) {
        return new ServiceError(403, type, message);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }
}
