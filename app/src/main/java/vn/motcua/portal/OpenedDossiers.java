package vn.motcua.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.motcua.documents.FileId;

/**
 * The dossiers a visitor looked up with their secrets, and what was uploaded for them and not sent yet, for as long as
 * the session lasts. So a dossier has a page of its own whose address gives nothing away.
 */
final class OpenedDossiers {

    private static final String OPENED = OpenedDossiers.class.getName();
    private static final String UPLOADED = OPENED + ".uploaded.";
    private static final int MOST = 50;

    private OpenedDossiers() {}

    static void remember(HttpServletRequest request, String code, String secret) {
        LinkedHashMap<String, String> opened = new LinkedHashMap<>(opened(request));
        opened.put(code, secret);
        while (opened.size() > MOST) {
            opened.remove(opened.firstEntry().getKey());
        }
        request.getSession().setAttribute(OPENED, opened);
    }

    /** {@code null} when this session has not looked it up. */
    static @Nullable String secret(HttpServletRequest request, String code) {
        return opened(request).get(code);
    }

    /** Files by input field. */
    static Map<String, List<FileId>> uploaded(HttpServletRequest request, String code) {
        HttpSession session = request.getSession(false);
        Map<String, List<FileId>> files = new HashMap<>();
        if (session != null && session.getAttribute(UPLOADED + code) instanceof Map<?, ?> kept) {
            kept.forEach((field, ids) -> {
                List<FileId> of = new ArrayList<>();
                if (ids instanceof List<?> list) {
                    list.forEach(id -> of.add(new FileId((Long) id)));
                }
                files.put((String) field, of);
            });
        }
        return files;
    }

    static void keep(HttpServletRequest request, String code, Map<String, List<FileId>> files) {
        HashMap<String, ArrayList<Long>> kept = new HashMap<>();
        files.forEach((field, ids) ->
                kept.put(field, new ArrayList<>(ids.stream().map(FileId::value).toList())));
        request.getSession().setAttribute(UPLOADED + code, kept);
    }

    static void sent(HttpServletRequest request, String code) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(UPLOADED + code);
        }
    }

    private static Map<String, String> opened(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Map<String, String> opened = new LinkedHashMap<>();
        if (session != null && session.getAttribute(OPENED) instanceof Map<?, ?> kept) {
            kept.forEach((code, secret) -> opened.put((String) code, (String) secret));
        }
        return opened;
    }
}
