package vn.motcua.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.stereotype.Component;
import vn.motcua.documents.FileId;
import vn.motcua.documents.Files;
import vn.motcua.documents.StoredFile;

/**
 * How callers name a file they sent: its number and part of the hash of its content. Numbers alone could be guessed, and
 * a guessed file attached to one's own dossier could then be read.
 */
@Component
class FileReferences {

    private static final int HASH_LENGTH = 32;
    private static final Pattern REFERENCE = Pattern.compile("(\\d{1,18})-([0-9a-f]{" + HASH_LENGTH + "})");

    private final Files files;

    FileReferences(Files files) {
        this.files = files;
    }

    static String of(StoredFile file) {
        return file.id().value() + "-" + file.sha256().substring(0, HASH_LENGTH);
    }

    Optional<FileId> find(String reference) {
        Matcher parts = REFERENCE.matcher(reference);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            StoredFile file = files.info(new FileId(Long.parseLong(parts.group(1))));
            return of(file).equals(reference) ? Optional.of(file.id()) : Optional.empty();
        } catch (EmptyResultDataAccessException none) {
            return Optional.empty();
        }
    }
}
