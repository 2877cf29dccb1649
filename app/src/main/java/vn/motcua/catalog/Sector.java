package vn.motcua.catalog;

/** A sector (lĩnh vực) with how many of its procedures are in force for the public. */
public record Sector(String code, String name, int procedures) {}
