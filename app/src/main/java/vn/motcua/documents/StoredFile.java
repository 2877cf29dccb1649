package vn.motcua.documents;

/**
 * What is known of a stored file without reading its content.
 *
 * @param name the name it came with, cleaned of folders and control characters
 * @param mediaType the type found in the content itself, never the one the sender claimed
 * @param size in bytes
 * @param sha256 of the content, 64 lower-case hexadecimal digits
 */
public record StoredFile(FileId id, String name, String mediaType, long size, String sha256) {}
