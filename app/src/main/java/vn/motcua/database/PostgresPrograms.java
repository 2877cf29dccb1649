package vn.motcua.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's own programs ({@code initdb}, {@code pg_ctl}, {@code postgres}), unpacked from the archive on the class
 * path.
 *
 * @param home the folder they are unpacked to
 */
record PostgresPrograms(Path home) {

    /** The major version of the programs; data of another one cannot be opened. */
    static final String MAJOR = "18";

    private static final Map<String, String> ARCHITECTURES =
            Map.of("amd64", "x86_64", "x86_64", "x86_64", "aarch64", "arm_64", "arm64", "arm_64");

    /** Unpacks the programs unless the very same are there. A half unpacked folder is never taken for a whole one. */
    static PostgresPrograms unpack(Path home) throws IOException {
        var archive = archive();
        var mark = Long.toString(archive.openConnection().getContentLengthLong());
        var marker = home.resolve("unpacked");
        if (Files.exists(marker) && Files.readString(marker).equals(mark)) {
            return new PostgresPrograms(home);
        }
        var fresh = home.resolveSibling(home.getFileName() + ".new");
        FileSystemUtils.deleteRecursively(fresh);
        FileSystemUtils.deleteRecursively(home);
        Files.createDirectories(fresh);
        unpack(archive, fresh);
        Files.writeString(fresh.resolve("unpacked"), mark);
        Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        return new PostgresPrograms(home);
    }

    private static URL archive() {
        var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        var machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        var family = system.startsWith("mac") ? "darwin" : system;
        var name = "/postgres-" + family + "-" + ARCHITECTURES.getOrDefault(machine, machine) + ".txz";
        var archive = PostgresPrograms.class.getResource(name);
        if (archive == null) {
            throw new CannotStart("database.no-programs", system, machine);
        }
        return archive;
    }

    private static void unpack(URL archive, Path target) throws IOException {
        try (InputStream raw = archive.openStream();
                var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(raw, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("entry outside the folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.resolveSibling("."));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
                    if ((entry.getMode() & 0100) != 0 && !file.toFile().setExecutable(true)) {
                        throw new IOException("cannot make executable: " + file);
                    }
                }
            }
        }
    }

    /**
     * The command line of one of the programs. PostgreSQL refuses to run as root; in a user namespace of its own the
     * process is nobody special while it still owns its files.
     */
    List<String> command(String program, List<String> arguments) throws IOException {
        var line = new ArrayList<String>();
        if (runsAsRoot()) {
            if (!unshares()) {
                throw new CannotStart("database.root-refused");
            }
            line.addAll(List.of("unshare", "-U"));
        }
        line.add(home.resolve("bin").resolve(program).toString());
        line.addAll(arguments);
        return line;
    }

    private boolean runsAsRoot() throws IOException {
        return Files.getAttribute(home, "unix:uid") instanceof Integer uid
                && uid == 0
                && "root".equals(System.getProperty("user.name"));
    }

    private static boolean unshares() throws IOException {
        try {
            var trial = new ProcessBuilder("unshare", "-U", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return trial.waitFor(10, TimeUnit.SECONDS) && trial.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException e) {
            return false;
        }
    }
}
