package vn.motcua.catalog;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.json.JsonMapper;

/** The module's one JSON reader and its schema dialect: 2020-12, formats asserted, nothing fetched from elsewhere. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder().build();

    static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            b -> b.schemaCacheEnabled(false) // two versions of a form may carry the same $id
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build()));

    private Json() {}
}
