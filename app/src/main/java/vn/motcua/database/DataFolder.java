package vn.motcua.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The folder that holds everything the application keeps on disk, locked to one process as long as it is open. */
final class DataFolder implements AutoCloseable {

    /**
     * What this very process holds. POSIX gives a process's locks on a file back as soon as any of its channels to that
     * file is closed, so nobody here may open a lock file a second time, nor read it.
     */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Creates the folder where missing and takes it for this process. */
    static DataFolder open(Path folder) {
        var path = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            path = path.toRealPath();
            if (!OURS.add(path)) {
                throw inUse(path);
            }
            return new DataFolder(path, lock(path));
        } catch (IOException e) {
            OURS.remove(path);
            throw new CannotStart(e, "database.folder-unusable", path, String.valueOf(e.getMessage()));
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        var channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            OURS.remove(path);
            throw inUse(path);
        }
        Files.writeString(
                path.resolve("pid"), Long.toString(ProcessHandle.current().pid()));
        return channel;
    }

    private static CannotStart inUse(Path path) throws IOException {
        var pid = path.resolve("pid");
        return new CannotStart("database.folder-in-use", path, Files.exists(pid) ? Files.readString(pid) : "?");
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() {
        try {
            lock.close();
            OURS.remove(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
