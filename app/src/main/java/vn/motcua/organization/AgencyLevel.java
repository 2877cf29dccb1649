package vn.motcua.organization;

/** The tier of government an agency belongs to (cấp tỉnh, cấp huyện, cấp xã). */
public enum AgencyLevel {
    PROVINCE,
    DISTRICT,
    COMMUNE
}
