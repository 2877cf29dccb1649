package vn.motcua.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Where a request comes from, told so that repeated wrong tries can be slowed down without keeping addresses. */
@Component
public final class RequestSource {

    private static final String KEYED_HASH = "HmacSHA256";

    /** Lives as long as the process. */
    private final SecretKeySpec key;

    RequestSource() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, KEYED_HASH);
    }

    /** The same for every request from one network address; says nothing about the address itself. */
    public String of(HttpServletRequest request) {
        try {
            Mac mac = Mac.getInstance(KEYED_HASH);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(request.getRemoteAddr().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
