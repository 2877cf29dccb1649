package vn.motcua.identity;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Permission;

/** Handlers behind each kind of door, for the tests of the doors. */
@TestConfiguration(proxyBeanMethods = false)
class DoorHandlers {

    @TestComponent
    @RestController
    static class Doors {

        @GetMapping("/thu/khong-ghi-quyen")
        String unmarked() {
            return "open";
        }

        @Permit(Permission.DOSSIER_RECEIVE)
        @GetMapping({"/lam-viec/thu/tiep-nhan", "/api/v1/thu/tiep-nhan"})
        String receivers(Actor.Officer officer) {
            return "officer " + officer.displayName();
        }

        @Permit(Permission.DOSSIER_RECEIVE)
        @PostMapping("/api/v1/thu/tiep-nhan")
        String receive(Actor actor) {
            return "received by " + actor.displayName();
        }

        @PermitCitizen
        @GetMapping("/thu/cong-dan")
        String citizens(Actor.Citizen citizen, CitizenProfile profile) {
            return citizen.subject() + "|" + profile.name() + "|" + profile.identityNumber() + "|" + profile.birthDate()
                    + "|" + profile.phone() + "|" + profile.address();
        }

        @PermitAll
        @GetMapping("/thu/tat-ca")
        String all(Actor actor) {
            return actor instanceof Actor.Guest guest ? guest.token() : actor.displayName();
        }

        @PermitAll
        @PostMapping({"/thu/tat-ca", "/api/v1/thu/tat-ca"})
        String allPost(Actor actor) {
            return actor.displayName();
        }
    }
}
