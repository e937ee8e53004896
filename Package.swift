// swift-tools-version: 6.2
import PackageDescription

/// Every target is compiled alike: Swift 6 mode, warnings are errors, the upcoming features that
/// make imports and existentials explicit.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")

let package = Package(
  name: "releve",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CPangoCairo", pkgConfig: "pangocairo",
      providers: [.apt(["libpango1.0-dev", "libcairo2-dev"])]),
    .systemLibrary(name: "CQPDF", pkgConfig: "libqpdf", providers: [.apt(["libqpdf-dev"])]),
    .systemLibrary(name: "CWideCharacters"),
    .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "Decimals", swiftSettings: strict),
    .target(name: "Calendars", swiftSettings: strict),
    .target(
      name: "PostgreSQL", dependencies: ["CLibPQ", "Decimals", "Calendars"],
      swiftSettings: strict),
    .target(
      name: "SQL", dependencies: ["PostgreSQL", crypto], path: "sql",
      resources: [.embedInCode("migrations"), .embedInCode("queries")],
      swiftSettings: strict),
    .target(
      name: "Documents",
      dependencies: [
        "Decimals", "Calendars", "CSimdJSON", .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    .target(
      name: "Catalogue", dependencies: ["Decimals", "Calendars", "Documents", "PostgreSQL", "SQL"],
      swiftSettings: strict),
    .target(
      name: "Metering",
      dependencies: [
        "Decimals", "Calendars", "Documents", "PostgreSQL", "SQL", "Catalogue", "CSimdJSON",
        "CZlib", crypto,
      ],
      swiftSettings: strict),
    .target(
      name: "Rating", dependencies: ["Decimals", "Calendars", "Documents", "Catalogue"],
      swiftSettings: strict),
    .target(
      name: "ServiceLevels",
      dependencies: [
        "Decimals", "Calendars", "Documents", "PostgreSQL", "SQL", "Catalogue",
        .product(name: "BigInt", package: "BigInt"),
      ],
      swiftSettings: strict),
    .target(
      name: "Invoicing",
      dependencies: [
        "Decimals", "Calendars", "PostgreSQL", "SQL", "Documents", "Catalogue", "Metering",
        "Rating", "ServiceLevels", crypto,
      ],
      swiftSettings: strict),
    .target(
      name: "Capacity",
      dependencies: [
        "Decimals", "Calendars", "PostgreSQL", "SQL", "Documents", "Catalogue", "Metering",
        "Rating", "Invoicing", crypto,
      ],
      swiftSettings: strict),
    .target(
      name: "Operations",
      dependencies: [
        "Decimals", "Calendars", "PostgreSQL", "SQL", "Documents", "Catalogue", "Metering",
        "ServiceLevels", "Invoicing", "Capacity", crypto,
      ],
      swiftSettings: strict),
    .target(
      name: "Pages", dependencies: ["CPangoCairo", "CQPDF", "Documents"],
      exclude: ["ICC-LICENCE.txt"], resources: [.embedInCode("Resources")],
      swiftSettings: strict),
    .target(
      name: "Reports",
      dependencies: [
        "Decimals", "Calendars", "Catalogue", "Metering", "Rating", "ServiceLevels", "Invoicing",
        "Capacity", "Operations", "Pages", "CLibXML2", "CWideCharacters",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      path: "reports",
      resources: [.embedInCode("Web/Templates")],
      swiftSettings: strict),
    .executableTarget(
      name: "releve",
      dependencies: [
        "Decimals", "Calendars", "PostgreSQL", "SQL", "Documents", "Catalogue", "Metering",
        "Rating", "ServiceLevels", "Invoicing", "Capacity", "Operations", "Pages", "Reports",
        crypto,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .target(name: "TestSeeds", path: "Tests/TestSeeds", swiftSettings: strict),
    .testTarget(
      name: "DecimalsTests",
      dependencies: ["Decimals", "TestSeeds", .product(name: "BigInt", package: "BigInt")],
      swiftSettings: strict),
    .testTarget(
      name: "CalendarsTests", dependencies: ["Calendars", "TestSeeds"], swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["PostgreSQL", "SQL"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .target(
      name: "TestModel",
      dependencies: [
        "Calendars", "Catalogue", "Documents", "Metering", "PostgreSQL", "TestSeeds",
        "TestSupport", .product(name: "BigInt", package: "BigInt"),
      ],
      path: "Tests/TestModel", swiftSettings: strict),
    .testTarget(
      name: "PostgreSQLTests",
      dependencies: ["Calendars", "Decimals", "PostgreSQL", "TestSeeds", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "MeteringTests",
      dependencies: [
        "Calendars", "Catalogue", "Decimals", "Documents", "Metering", "PostgreSQL", "SQL",
        "TestModel", "TestSeeds", "TestSupport", "releve", crypto,
        .product(name: "BigInt", package: "BigInt"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Decimals", "Documents", "TestSeeds", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "SQLTests", dependencies: ["Calendars", "PostgreSQL", "SQL", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ServiceLevelsTests",
      dependencies: [
        "Calendars", "Catalogue", "Decimals", "Documents", "PostgreSQL", "SQL", "ServiceLevels",
        "TestModel", "TestSeeds", "TestSupport", .product(name: "BigInt", package: "BigInt"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CatalogueTests",
      dependencies: [
        "Calendars", "Catalogue", "Decimals", "Documents", "PostgreSQL", "TestSupport",
      ],
      swiftSettings: strict),
    .target(
      name: "PricingModel",
      dependencies: ["Catalogue", "Decimals", .product(name: "BigInt", package: "BigInt")],
      path: "Tests/PricingModel", swiftSettings: strict),
    .testTarget(
      name: "RatingTests",
      dependencies: [
        "Calendars", "Catalogue", "Decimals", "Documents", "PricingModel", "Rating",
        "TestSeeds", .product(name: "BigInt", package: "BigInt"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "InvoicingTests",
      dependencies: [
        "Calendars", "Catalogue", "Decimals", "Documents", "Invoicing", "Metering", "PostgreSQL",
        "Rating", "ServiceLevels", "TestModel", "TestSeeds", "TestSupport", crypto,
        .product(name: "BigInt", package: "BigInt"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CapacityTests",
      dependencies: [
        "Calendars", "Capacity", "Catalogue", "Decimals", "Documents", "Invoicing", "Metering",
        "PostgreSQL", "Reports", "SQL", "TestModel", "TestSeeds", "TestSupport", "releve",
        .product(name: "BigInt", package: "BigInt"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "OperationsTests",
      dependencies: [
        "Calendars", "Capacity", "Catalogue", "Documents", "Invoicing", "Metering", "Operations",
        "PostgreSQL", "ServiceLevels", "TestModel", "TestSeeds", "TestSupport", crypto,
      ],
      swiftSettings: strict),
    .testTarget(
      name: "PagesTests", dependencies: ["CQPDF", "Pages", "TestSupport"], swiftSettings: strict),
    .target(
      name: "TestInvoices",
      dependencies: [
        "Calendars", "Catalogue", "Decimals", "Documents", "Invoicing", "Reports",
        "ServiceLevels", "TestSupport",
      ],
      path: "Tests/TestInvoices", swiftSettings: strict),
    .executableTarget(
      name: "document-samples",
      dependencies: ["Catalogue", "Invoicing", "Pages", "Reports", "TestInvoices"],
      path: "Tests/DocumentSamples", swiftSettings: strict),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Calendars", "Catalogue", "Decimals", "Documents", "Invoicing", "Metering", "Pages",
        "Reports", "ServiceLevels", "TestInvoices", "TestSeeds", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "PostgreSQL", "releve", "TestInvoices", "TestSeeds", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "FaultTests",
      dependencies: ["PostgreSQL", "releve", "TestSeeds", "TestSupport"],
      path: "Tests/Faults", swiftSettings: strict),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "CZlib", "Calendars", "Catalogue", "Decimals", "Documents", "Metering",
        "PricingModel", "Rating", "ServiceLevels", "TestSeeds",
        .product(name: "BigInt", package: "BigInt"),
      ],
      path: "Tests/FuzzTargets", swiftSettings: strict),
    .executableTarget(
      name: "fuzzer", dependencies: ["FuzzTargets"], path: "Tests/Fuzzer", swiftSettings: strict),
    .testTarget(
      name: "FuzzTests", dependencies: ["FuzzTargets", "TestSeeds"], swiftSettings: strict),
    .testTarget(
      name: "ConformanceTests",
      dependencies: [
        "Calendars", "Catalogue", "Decimals", "Documents", "Invoicing", "Metering", "PostgreSQL",
        "Pages", "Reports", "TestInvoices", "TestModel", "TestSeeds", "TestSupport",
      ],
      path: "Tests/Conformance",
      exclude: [
        "amounts.py", "facturx_pdf.py", "requirements.txt", "validators.py", "verapdf.py",
      ],
      swiftSettings: strict),
    .testTarget(name: "TidyTests", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
