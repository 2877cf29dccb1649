package vn.motcua.dossier;

import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import vn.motcua.process.DefinitionId;

/** What an officer filled in on the form of a step. */
record StepAnswers(long task, DefinitionId definition, String form, Map<String, Object> answers) {

    StepAnswers {
        answers = Map.copyOf(answers);
    }

    /** SHA-256 of the canonical JSON (RFC 8785) of form and answers, in hexadecimal. */
    String hash() {
        Map<String, Object> all = new TreeMap<>();
        all.put("task", task);
        all.put("definition", definition.value());
        all.put("form", form);
        all.put("answers", answers);
        return HexFormat.of()
                .formatHex(LedgerHash.sha256().digest(LedgerHash.canonical(DossierEvents.JSON.valueToTree(all))));
    }
}
