package dev.wherry.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The direction of dependencies between modules, as the diagram in the README shows it. */
@AnalyzeClasses(packages = "dev.wherry", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String SOURCE = "file-source-connector";
    private static final String S3 = "s3-source-connector";
    private static final String HTTP = "http-source-connector";
    private static final String CONNECT = "connect-source";
    private static final String STREAMS = "streams-app";
    private static final String SINK = "sink-writer";
    private static final String CONTRACTS = "contracts";
    private static final String WIRE = "wire-format";
    private static final String SPLITTING = "event-splitting";
    private static final String OPERATIONS = "cluster-operations";
    private static final String EMBEDDED = "embedded-services";
    private static final String PIPELINE = "local-pipeline";
    private static final String AUDIT = "audit";
    private static final String GENERATOR = "event-generator";
    private static final String COMMANDS = "command-line";

    /** The three stages meet only in topics; everything else points downward. */
    @ArchTest
    static final ArchRule modulesDependDownward = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer(COMMANDS)
            .definedBy("dev.wherry.cli..")
            .layer(PIPELINE)
            .definedBy("dev.wherry.pipeline..")
            .layer(AUDIT)
            .definedBy("dev.wherry.audit..")
            .layer(EMBEDDED)
            .definedBy("dev.wherry.embedded..")
            .layer(OPERATIONS)
            .definedBy("dev.wherry.operations..")
            .layer(GENERATOR)
            .definedBy("dev.wherry.generator..")
            .layer(SOURCE)
            .definedBy("dev.wherry.source..")
            .layer(S3)
            .definedBy("dev.wherry.s3..")
            .layer(HTTP)
            .definedBy("dev.wherry.http..")
            .layer(CONNECT)
            .definedBy("dev.wherry.connect..")
            .layer(STREAMS)
            .definedBy("dev.wherry.streams..")
            .layer(SINK)
            .definedBy("dev.wherry.sink..")
            .layer(CONTRACTS)
            .definedBy("dev.wherry.contracts..")
            .layer(SPLITTING)
            .definedBy("dev.wherry.split..")
            .layer(WIRE)
            .definedBy("dev.wherry.wire..")
            .whereLayer(COMMANDS)
            .mayNotBeAccessedByAnyLayer()
            .whereLayer(PIPELINE)
            .mayOnlyBeAccessedByLayers(COMMANDS)
            .whereLayer(AUDIT)
            .mayOnlyBeAccessedByLayers(COMMANDS)
            .whereLayer(GENERATOR)
            .mayOnlyBeAccessedByLayers(COMMANDS)
            .whereLayer(SOURCE)
            .mayOnlyBeAccessedByLayers(PIPELINE)
            .whereLayer(S3)
            .mayNotBeAccessedByAnyLayer()
            .whereLayer(HTTP)
            .mayNotBeAccessedByAnyLayer()
            .whereLayer(CONNECT)
            .mayOnlyBeAccessedByLayers(SOURCE, S3, HTTP)
            .whereLayer(STREAMS)
            .mayOnlyBeAccessedByLayers(PIPELINE)
            .whereLayer(SINK)
            .mayOnlyBeAccessedByLayers(COMMANDS)
            .whereLayer(EMBEDDED)
            .mayOnlyBeAccessedByLayers(PIPELINE, COMMANDS)
            .whereLayer(OPERATIONS)
            .mayOnlyBeAccessedByLayers(EMBEDDED, PIPELINE, AUDIT, COMMANDS)
            .whereLayer(CONTRACTS)
            .mayOnlyBeAccessedByLayers(STREAMS, SINK, OPERATIONS, PIPELINE, AUDIT, COMMANDS)
            .whereLayer(SPLITTING)
            .mayOnlyBeAccessedByLayers(SOURCE, S3, HTTP, CONNECT, OPERATIONS, PIPELINE, COMMANDS)
            .whereLayer(WIRE)
            .mayOnlyBeAccessedByLayers(
                    SOURCE,
                    S3,
                    HTTP,
                    CONNECT,
                    SPLITTING,
                    STREAMS,
                    SINK,
                    CONTRACTS,
                    OPERATIONS,
                    PIPELINE,
                    AUDIT,
                    COMMANDS);

    @ArchTest
    static final ArchRule shippedCodeUsesNoTestCode = noClasses()
            .that()
            .resideOutsideOfPackages("dev.wherry.testing..", "dev.wherry.it..", "dev.wherry.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.wherry.testing..", "dev.wherry.it..", "dev.wherry.bench..");

    @ArchTest
    static final ArchRule theSourceConnectorsKnowNoContract = noClasses()
            .that()
            .resideInAnyPackage("dev.wherry.source..", "dev.wherry.s3..", "dev.wherry.http..", "dev.wherry.connect..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.wherry.contracts..");

    @ArchTest
    static final ArchRule sharedModulesKnowNeitherKafkaNorPostgres = noClasses()
            .that()
            .resideInAnyPackage("dev.wherry.contracts..", "dev.wherry.wire..", "dev.wherry.split..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.postgresql..");

    /** Its own package: where the warehouse is concerns whoever opens a connection, and only them. */
    @ArchTest
    static final ArchRule contractsKnowNoJdbcExceptForThePlaceOfTheWarehouse = noClasses()
            .that()
            .resideInAnyPackage("dev.wherry.contracts..", "dev.wherry.wire..")
            .and()
            .resideOutsideOfPackage("dev.wherry.contracts.warehouse..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..");

    /** The features of a module form no cycle. */
    @ArchTest
    static final ArchRule featuresFormNoCycle = slices().matching(
                    "dev.wherry.(source|s3|http|connect|sink|streams|audit|operations|embedded).(*)..")
            .should()
            .beFreeOfCycles();
}
