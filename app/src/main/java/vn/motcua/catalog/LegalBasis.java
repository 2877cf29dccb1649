package vn.motcua.catalog;

/** A legal document a procedure rests on (căn cứ pháp lý), for example no. 60/2014/QH13, Luật Hộ tịch. */
public record LegalBasis(String no, String name) {}
