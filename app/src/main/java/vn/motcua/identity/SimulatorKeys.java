package vn.motcua.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The simulator's key pair for this run, made when it is first asked for. It is there without the demo too, unused:
 * otherwise the framework would make a pair of its own at every start.
 */
@Component
final class SimulatorKeys implements JWKSource<SecurityContext> {

    private @Nullable JWKSet keys;

    @Override
    public synchronized List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        if (keys == null) {
            try {
                keys = new JWKSet(new RSAKeyGenerator(2048)
                        .keyID(UUID.randomUUID().toString())
                        .generate());
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }
        return selector.select(keys);
    }
}
