package vn.motcua.catalog;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.motcua.catalog.Address.Meant;
import vn.motcua.catalog.Address.Place;
import vn.motcua.organization.Areas;
import vn.motcua.organization.Areas.Commune;
import vn.motcua.shared.Problem;

/** Whether an address names units that there are on the day, each wrong part told at its own input. */
final class AddressCheck {

    private static final int LONGEST_COUNTRY = 60;
    private static final int LONGEST_UNIT = 100;
    private static final int LONGEST_DETAIL = 300;

    private final Areas areas;
    private final Form.Field field;
    private final boolean whole;
    private final LocalDate day;
    private final List<Problem> problems = new ArrayList<>();

    /** @param whole whether every part has to be there */
    AddressCheck(Areas areas, Form.Field field, boolean whole, LocalDate day) {
        this.areas = areas;
        this.field = field;
        this.whole = whole;
        this.day = day;
    }

    List<Problem> problems(Address address) {
        Place commune = address.commune();
        String country = address.country();
        if (country != null) {
            abroad(address, country);
        } else if (commune != null && !commune.code().isBlank()) {
            known(address, commune);
        } else if (address.province() != null || commune != null) {
            elsewhere(address);
        } else if (whole) {
            at(Address.UNIT, field.oursOnly() ? "address-ours-required" : "address-unit-required");
        }
        length(Address.DETAIL, "address-detail-required", address.detail(), LONGEST_DETAIL);
        return problems;
    }

    private void abroad(Address address, String country) {
        if (field.oursOnly()) {
            at(Address.UNIT, "address-not-ours");
        } else if (address.province() != null || address.district() != null || address.commune() != null) {
            at(Address.UNIT, "address-both");
        } else {
            length(Address.COUNTRY, "address-country-required", country, LONGEST_COUNTRY);
        }
    }

    private void known(Address address, Place said) {
        Optional<Commune> there = areas.commune(said.code(), day);
        if (said.name().isBlank() && areas.isReused(said.code())) {
            at(Address.UNIT, "address-unit-name-required", said.code());
            return;
        }
        String name = said.name().isBlank() ? said.code() : said.name();
        Optional<LocalDate> ended = areas.ended(said.code(), said.name(), day);
        if (there.isPresent() && Address.in(there.get(), address.detail()).equals(address)) {
            return;
        }
        boolean itself = there.isPresent()
                && (said.name().isBlank()
                        || AddressWords.isName(said.name(), there.get().area().name()));
        if (itself) {
            at(
                    Address.UNIT,
                    "address-unit-of-another",
                    name,
                    there.get().province().name());
        } else if (ended.isPresent()) {
            at(Address.UNIT, "address-unit-ended", name, AnswerCheck.DAY.format(ended.get()));
        } else {
            at(Address.UNIT, "address-unit-unknown", name);
        }
    }

    private void elsewhere(Address address) {
        String written = field.oursOnly() ? Address.UNIT : Address.COMMUNE;
        switch (Meant.by(address, areas, day)) {
            case Meant.Ended(Areas.Former former) -> {
                at(written, "address-unit-ended", former.commune().area().name(), AnswerCheck.DAY.format(former.end()));
                return;
            }
            case Meant.Unsure(Commune perhaps) -> {
                at(written, "address-unit-unsure", perhaps.area().name());
                return;
            }
            case Meant.Listed _, Meant.Other _ -> {}
        }
        if (field.oursOnly()) {
            at(Address.UNIT, "address-not-ours");
            return;
        }
        Place province = address.province() == null ? Place.NONE : address.province();
        if (address.district() != null) {
            at(Address.UNIT, "address-unit-unknown", address.district().choice());
        } else if (province.isBlank()) {
            if (whole) {
                at(Address.PROVINCE, "address-province-required");
            }
        } else if (areas.province(province.code())
                .filter(known -> Place.of(known).equals(province))
                .isEmpty()) {
            at(Address.PROVINCE, "address-province-unknown", province.choice());
        }
        length(
                Address.COMMUNE,
                "address-commune-required",
                address.commune() == null ? "" : address.commune().name(),
                LONGEST_UNIT);
    }

    private void length(String part, String asking, String text, int longest) {
        if (text.isBlank()) {
            if (whole) {
                at(part, asking);
            }
        } else if (text.length() > longest) {
            at(part, "address-too-long", longest);
        }
    }

    private void at(String part, String code, Object... more) {
        Object[] args = new Object[more.length + 1];
        args[0] = field.label();
        System.arraycopy(more, 0, args, 1, more.length);
        problems.add(Problem.at(Address.input(field.name(), part), "catalog." + code, args));
    }
}
