package vn.motcua.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import vn.motcua.organization.Permission;

/**
 * Opens a handler method to signed-in officers who hold one of the permissions in some post; with none named, to every
 * officer. What the officer may do with one dossier is for the command to check.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Permit {

    Permission[] value() default {};
}
