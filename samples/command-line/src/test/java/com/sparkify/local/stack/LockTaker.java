package com.sparkify.local.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** Another process that wants the lock of a folder: {@code take FOLDER}, or {@code look FOLDER} for some time. */
@SuppressWarnings("try") // a lock is held without being used
final class LockTaker {

    private static final int LOOK_MILLIS = 200;

    private LockTaker() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[1]);
        if (arguments[0].equals("take")) {
            try (var lock = FolderLock.take(folder)) {
                System.out.println("taken");
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
            return;
        }
        try (var channel = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.READ);
                var lock = channel.lock(0, Long.MAX_VALUE, true)) {
            System.out.println("looking");
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }
}
