package vn.motcua.dossier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.UnitId;

/** The chain: SHA-256 over the previous hash and the entry's canonical JSON (RFC 8785), so that anyone can recompute it. */
final class LedgerHash {

    /** What the first entry of a dossier is chained to. */
    static final byte[] ROOT = new byte[32];

    private LedgerHash() {}

    static byte[] next(
            byte[] previous,
            long dossier,
            int seq,
            Instant at,
            String kind,
            LedgerEntry.By by,
            @Nullable UnitId unit,
            JsonNode data) {
        ObjectNode entry = DossierEvents.JSON.createObjectNode();
        entry.put("dossier", dossier);
        entry.put("seq", seq);
        entry.put("at", at.toString());
        entry.put("kind", kind);
        entry.put("actor", by.kind().name());
        OfficerId officer = by.officer();
        if (officer != null) {
            entry.put("officer", officer.value());
        }
        if (unit != null) {
            entry.put("unit", unit.value());
        }
        entry.set("data", data);
        MessageDigest sha = sha256();
        sha.update(previous);
        return sha.digest(canonical(entry));
    }

    static byte[] canonical(JsonNode json) {
        try {
            return new JsonCanonicalizer(DossierEvents.JSON.writeValueAsString(json)).getEncodedUTF8();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
