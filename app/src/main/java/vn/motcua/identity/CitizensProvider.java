package vn.motcua.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.stereotype.Component;

/**
 * The OpenID provider that says who a citizen is: the one {@code motcua.oidc.*} names, else the simulator while the
 * demo is on, else none. Made at first use, since only then the simulator's port is known and a real provider's
 * description need be there.
 */
@Component
class CitizensProvider implements ClientRegistrationRepository {

    static final String ID = "vneid";

    /** Where sign-in starts; the provider's id follows. */
    static final String START = "/dang-nhap/cong-dan";

    /** Where the provider sends the citizen back to. */
    static final String RETURN = "/dang-nhap/ve";

    private final Environment settings;
    private final String issuer;
    private final boolean simulated;
    private volatile @Nullable ClientRegistration registration;

    CitizensProvider(Environment settings) {
        this.settings = settings;
        this.issuer = settings.getProperty("motcua.oidc.issuer-uri", "");
        this.simulated = issuer.isBlank() && settings.getProperty("motcua.demo", Boolean.class, false);
    }

    /** Whether citizens can sign in at all. */
    boolean available() {
        return simulated || !issuer.isBlank();
    }

    boolean simulated() {
        return simulated;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        if (!available() || !id.equals(ID)) {
            return null;
        }
        ClientRegistration known = registration;
        if (known == null) {
            known = simulated ? simulator() : configured();
            registration = known;
        }
        return known;
    }

    private ClientRegistration configured() {
        return common(ClientRegistrations.fromIssuerLocation(issuer).registrationId(ID))
                .clientId(settings.getRequiredProperty("motcua.oidc.client-id"))
                .clientSecret(settings.getRequiredProperty("motcua.oidc.client-secret"))
                .scope(settings.getProperty(
                        "motcua.oidc.scopes", String[].class, new String[] {"openid", "profile", "phone", "address"}))
                .build();
    }

    /** The browser follows a relative address, on whatever host it came by; the server calls itself by loopback. */
    private ClientRegistration simulator() {
        String own = "http://127.0.0.1:" + settings.getRequiredProperty("local.server.port") + VneidSimulator.ROOT;
        return common(ClientRegistration.withRegistrationId(ID))
                .clientId(VneidSimulator.CLIENT)
                .clientSecret(VneidSimulator.CLIENT_SECRET)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationUri(VneidSimulator.ROOT + "/oauth2/authorize")
                .tokenUri(own + "/oauth2/token")
                .jwkSetUri(own + "/oauth2/jwks")
                .issuerUri(own)
                .userNameAttributeName("sub")
                .scope("openid", "profile", "phone", "address")
                .build();
    }

    private static ClientRegistration.Builder common(ClientRegistration.Builder registration) {
        return registration
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("{baseUrl}" + RETURN);
    }
}
