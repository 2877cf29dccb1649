package vn.motcua.admin;

/** A part of administration; its texts are {@code admin.home.KEY} and {@code admin.home.KEY.text}. */
public record AdminPart(String address, String key, String icon) {}
