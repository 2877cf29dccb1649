package vn.motcua.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationValidator;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2AccessTokenGenerator;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import vn.motcua.web.RequestGate;

/**
 * Plays VNeID in the demo: a real OpenID provider inside the application whose only citizens are invented. It exists
 * nowhere but in the demo, on one node, and forgets everything when that stops.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "motcua.demo", havingValue = "true")
class VneidSimulator {

    static final String ROOT = "/gia-lap/vneid";
    static final String SIGN_IN = ROOT + "/dang-nhap";
    static final String CLIENT = "motcua";
    static final String CLIENT_SECRET = UUID.randomUUID().toString();

    /** Kept apart from the application's own: signing in at the provider is not yet signing in here. */
    static final SecurityContextRepository SIGNED_IN_AT_PROVIDER = providersOwn();

    static final RequestCache CAME_FOR = new HttpSessionRequestCache();

    @Bean
    @Order(SecurityConfiguration.SIMULATOR_CHAIN)
    SecurityFilterChain vneidSimulatorChain(
            HttpSecurity http,
            RequestGate gate,
            JWKSource<SecurityContext> keys,
            InventedCitizens citizens,
            CsrfTokenRepository csrfTokens)
            throws Exception {
        var tokens = new JwtGenerator(new NimbusJwtEncoder(keys));
        tokens.setJwtCustomizer(context -> tell(context, citizens));
        return http.securityMatcher(ROOT + "/**")
                .oauth2AuthorizationServer(server -> server.registeredClientRepository(
                                new InMemoryRegisteredClientRepository(ourselves()))
                        .authorizationService(new InMemoryOAuth2AuthorizationService())
                        .authorizationServerSettings(AuthorizationServerSettings.builder()
                                .multipleIssuersAllowed(true)
                                .build())
                        .tokenGenerator(new DelegatingOAuth2TokenGenerator(tokens, new OAuth2AccessTokenGenerator()))
                        .authorizationEndpoint(endpoint ->
                                endpoint.authenticationProviders(providers -> providers.forEach(provider -> {
                                    if (provider
                                            instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider codes) {
                                        codes.setAuthenticationValidator(VneidSimulator::onlyBackToUs);
                                    }
                                })))
                        .oidc(Customizer.withDefaults()))
                .securityContext(context -> context.securityContextRepository(SIGNED_IN_AT_PROVIDER))
                .requestCache(cache -> cache.requestCache(CAME_FOR))
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens))
                .addFilterBefore(gate, CsrfFilter.class)
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint(SIGN_IN)))
                .authorizeHttpRequests(requests -> requests.requestMatchers(SIGN_IN)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }

    private static RegisteredClient ourselves() {
        return RegisteredClient.withId(CLIENT)
                .clientId(CLIENT)
                .clientSecret("{noop}" + CLIENT_SECRET)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("http://127.0.0.1" + CitizensProvider.RETURN) // see onlyBackToUs
                .scopes(scopes -> scopes.addAll(List.of("openid", "profile", "phone", "address")))
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .build();
    }

    /** The demo answers on any host and port, so the address to return to is compared with the one asked at. */
    private static void onlyBackToUs(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationCodeRequestAuthenticationToken asked = context.getAuthentication();
        URI here = URI.create(asked.getAuthorizationUri());
        URI back = asked.getRedirectUri() == null ? here : URI.create(asked.getRedirectUri());
        if (!here.getAuthority().equals(back.getAuthority()) || !CitizensProvider.RETURN.equals(back.getPath())) {
            throw new OAuth2AuthorizationCodeRequestAuthenticationException(
                    new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST), null);
        }
        OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_SCOPE_VALIDATOR.accept(context);
    }

    private static void tell(JwtEncodingContext context, InventedCitizens citizens) {
        Authentication citizen = context.getPrincipal();
        if (citizen == null || !"id_token".equals(context.getTokenType().getValue())) {
            return;
        }
        citizens.find(citizen.getName())
                .ifPresent(known -> context.getClaims().claims(claims -> claims.putAll(known.claims())));
    }

    private static SecurityContextRepository providersOwn() {
        var repository = new HttpSessionSecurityContextRepository();
        repository.setSpringSecurityContextKey("VNEID_SIMULATOR");
        return repository;
    }
}
