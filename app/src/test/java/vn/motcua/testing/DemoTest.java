package vn.motcua.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** As {@link MotCuaTest}, with the demo authority seeded: its agencies, officers and procedures. */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@MotCuaTest(properties = "motcua.demo=true")
public @interface DemoTest {}
