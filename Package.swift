// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// The house's floors, ground floor first: a target may use only targets on lower floors.
/// One row a target: its floor, what kind of target it is, and what it uses.
struct Room {
  enum Kind { case system(pkgConfig: String, apt: String), library, executable, fuzzing }

  let floor: Int
  let name: String
  var kind = Kind.library
  var uses: [String] = []
}

/// Whether the fuzz target is built, and everything that it uses instrumented: `scripts/fuzz` sets this.
let isFuzzing = ProcessInfo.processInfo.environment["SHOTGLASS_FUZZ"] == "1"

let rooms: [Room] =
  [
    Room(floor: 0, name: "CCurl", kind: .system(pkgConfig: "libcurl", apt: "libcurl4-openssl-dev")),
    Room(floor: 0, name: "CCrypto", kind: .system(pkgConfig: "libcrypto", apt: "libssl-dev")),
    Room(floor: 0, name: "CKernels"),
    Room(floor: 0, name: "CResources"),
    Room(floor: 1, name: "Numerics"),
    Room(floor: 1, name: "Formats"),
    Room(floor: 1, name: "ArgumentParsing"),
    Room(floor: 2, name: "Networking", uses: ["CCrypto", "CCurl", "Formats", "Numerics"]),
    Room(floor: 2, name: "Circuits", uses: ["Numerics"]),
    Room(floor: 3, name: "Journals", uses: ["Formats", "Networking"]),
    Room(floor: 3, name: "OpenQASM", uses: ["Circuits", "Formats", "Numerics"]),
    Room(floor: 3, name: "Devices", uses: ["CResources", "Circuits", "Formats", "Numerics"]),
    Room(floor: 4, name: "Execution", uses: ["Circuits", "Devices", "Numerics"]),
    Room(floor: 5, name: "ReferenceSimulation", uses: ["Circuits", "Execution", "Numerics"]),
    Room(floor: 5, name: "Simulation", uses: ["CKernels", "Circuits", "Devices", "Execution", "Numerics"]),
    Room(
      floor: 5, name: "CloudBackends",
      uses: ["Circuits", "Devices", "Execution", "Formats", "Journals", "Networking", "Numerics", "OpenQASM"]),
    Room(floor: 5, name: "Transpilation", uses: ["Circuits", "Devices", "Execution", "Numerics"]),
    Room(floor: 6, name: "Gradients", uses: ["Circuits", "Devices", "Execution", "Formats", "Numerics"]),
    Room(
      floor: 6, name: "DeviceEmulation",
      uses: [
        "Circuits", "Devices", "Execution", "Formats", "Networking", "Numerics", "OpenQASM", "Transpilation",
      ]),
    Room(
      floor: 7, name: "Models",
      uses: ["CResources", "Circuits", "Execution", "Formats", "Gradients", "Numerics", "Simulation"]),
    Room(
      floor: 7, name: "Catalogue",
      uses: [
        "Circuits", "CloudBackends", "DeviceEmulation", "Devices", "Execution", "Formats", "Journals", "Numerics",
        "Simulation", "Transpilation",
      ]),
    Room(
      floor: 8, name: "Inversion",
      uses: ["Circuits", "Execution", "Formats", "Gradients", "Models", "Numerics", "Simulation"]),
    Room(
      floor: 8, name: "Membership",
      uses: ["Circuits", "Execution", "Formats", "Models", "Numerics", "Simulation"]),
    Room(
      floor: 9, name: "Defences",
      uses: ["Circuits", "Execution", "Formats", "Gradients", "Membership", "Models", "Numerics", "Simulation"]),
    Room(
      floor: 10, name: "Studies",
      uses: [
        "CCrypto", "CResources", "Circuits", "Defences", "Devices", "Execution", "Formats", "Gradients", "Inversion",
        "Membership", "Models", "Networking", "Numerics", "OpenQASM", "Simulation",
      ]),
    Room(floor: 11, name: "Reports", uses: ["Devices", "Execution", "Formats", "Numerics", "Studies"]),
    Room(
      floor: 12, name: "ShotglassKit",
      uses: ["Circuits", "Execution", "Numerics", "OpenQASM", "Simulation"]),
    Room(
      floor: 13, name: "shotglass", kind: .executable,
      uses: [
        "ArgumentParsing", "CCrypto", "CCurl", "Catalogue", "Circuits", "CloudBackends", "Defences", "DeviceEmulation",
        "Devices", "Execution", "Formats", "Gradients", "Inversion", "Journals", "Membership", "Models", "Networking",
        "Numerics", "OpenQASM", "Reports", "Simulation", "Studies", "Transpilation",
      ]),
    Room(
      floor: 13, name: "Benchmarks", kind: .executable,
      uses: [
        "Catalogue", "Circuits", "CloudBackends", "Devices", "Execution", "Formats", "Inversion", "Membership",
        "Models", "Networking", "Numerics", "OpenQASM", "Reports", "Simulation",
      ]),
  ]
  + (isFuzzing
    ? [
      Room(
        floor: 13, name: "Fuzzing", kind: .fuzzing,
        uses: [
          "Circuits", "CloudBackends", "DeviceEmulation", "Execution", "Numerics", "OpenQASM", "ReferenceSimulation",
        ])
    ] : [])

/// Test targets: each may use any room, and the shared test support.
let tests: [(name: String, uses: [String])] = [
  ("NumericsTests", ["Numerics"]),
  ("FormatsTests", ["Formats"]),
  ("ArgumentParsingTests", ["ArgumentParsing"]),
  ("NetworkingTests", ["Formats", "Networking", "Numerics"]),
  ("JournalsTests", ["Formats", "Journals", "Networking", "Numerics"]),
  ("CircuitsTests", ["Circuits", "Numerics"]),
  ("OpenQASMTests", ["Circuits", "Execution", "Numerics", "OpenQASM", "ReferenceSimulation"]),
  ("ExecutionTests", ["Circuits", "Execution", "Numerics"]),
  ("DevicesTests", ["Circuits", "Devices", "Formats", "Numerics"]),
  (
    "SimulationTests",
    [
      "CKernels", "Circuits", "Devices", "Execution", "Formats", "Numerics", "OpenQASM", "ReferenceSimulation",
      "Simulation",
    ]
  ),
  (
    "TranspilationTests",
    ["Circuits", "Devices", "Execution", "Numerics", "ReferenceSimulation", "Transpilation"]
  ),
  (
    "GradientsTests",
    ["Catalogue", "Circuits", "Devices", "Execution", "Gradients", "Numerics", "OpenQASM", "Simulation"]
  ),
  (
    "DeviceEmulationTests",
    [
      "Catalogue", "Circuits", "DeviceEmulation", "Devices", "Execution", "Formats", "Networking", "Numerics",
      "Simulation",
    ]
  ),
  ("ReferenceSimulationTests", ["Circuits", "Execution", "Numerics", "ReferenceSimulation"]),
  (
    "CloudBackendsTests",
    [
      "Circuits", "CloudBackends", "Devices", "Execution", "Formats", "Journals", "Networking", "Numerics", "OpenQASM",
      "Transpilation",
    ]
  ),
  (
    "CatalogueTests",
    [
      "Catalogue", "Circuits", "CloudBackends", "DeviceEmulation", "Devices", "Execution", "Formats", "Journals",
      "Numerics", "Simulation", "Transpilation",
    ]
  ),
  (
    "ModelsTests",
    [
      "Catalogue", "Circuits", "Devices", "Execution", "Formats", "Gradients", "Models", "Numerics", "OpenQASM",
      "Simulation",
    ]
  ),
  (
    "InversionTests",
    [
      "Catalogue", "Circuits", "Devices", "Execution", "Formats", "Gradients", "Inversion", "Models", "Numerics",
      "OpenQASM", "Simulation",
    ]
  ),
  (
    "MembershipTests",
    ["Catalogue", "Circuits", "Devices", "Execution", "Formats", "Membership", "Models", "Numerics", "Simulation"]
  ),
  (
    "DefencesTests",
    [
      "Catalogue", "Circuits", "Defences", "Devices", "Execution", "Formats", "Gradients", "Membership", "Models",
      "Numerics", "Simulation",
    ]
  ),
  (
    "StudiesTests",
    ["Catalogue", "Circuits", "Devices", "Execution", "Formats", "Models", "Numerics", "Simulation", "Studies"]
  ),
  ("ReportsTests", ["Formats", "Numerics", "Reports", "Studies"]),
  ("ShotglassKitTests", ["ShotglassKit"]),
  (
    "shotglassTests",
    [
      "ArgumentParsing", "Catalogue", "CloudBackends", "DeviceEmulation", "Devices", "Execution", "Formats", "Journals",
      "Membership", "Models", "shotglass",
      "Studies",
    ]
  ),
]

let sanitizers = ["-sanitize=fuzzer,address"]

/// Whether a release build brings the Swift runtime along, so that it runs where no Swift is installed: `scripts/build`
/// sets this. Nothing but the link differs, so that what the tests tried is what is installed.
let isStandalone = ProcessInfo.processInfo.environment["SHOTGLASS_STANDALONE"] == "1"
let runtime = ["-static-stdlib", "-lFoundationEssentials", "-l_FoundationCShims", "-l_FoundationCollections"]

let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
  ] + (isFuzzing ? [.unsafeFlags(sanitizers + ["-parse-as-library"])] : [])

/// Refuses a table in which a room uses one on its own or a higher floor.
func checkFloors(_ rooms: [Room]) {
  let floors = Dictionary(uniqueKeysWithValues: rooms.map { ($0.name, $0.floor) })
  for room in rooms {
    for used in room.uses {
      guard let floor = floors[used] else {
        fatalError("\(room.name) uses \(used), which is not in the table of rooms in Package.swift")
      }
      guard floor < room.floor else {
        fatalError(
          "\(room.name) (floor \(room.floor)) may not use \(used) (floor \(floor)): a target uses only lower floors")
      }
    }
  }
}

func target(for room: Room) -> Target {
  let uses = room.uses.map { Target.Dependency(stringLiteral: $0) }
  switch room.kind {
  case .system(let pkgConfig, let apt):
    return .systemLibrary(name: room.name, pkgConfig: pkgConfig, providers: [.apt([apt])])
  case .library:
    return .target(name: room.name, dependencies: uses, swiftSettings: settings)
  case .executable:
    return .executableTarget(
      name: room.name, dependencies: uses, swiftSettings: settings,
      linkerSettings: isStandalone ? [.unsafeFlags(runtime, .when(platforms: [.linux]))] : [])
  case .fuzzing:
    return .executableTarget(
      name: room.name, dependencies: uses, swiftSettings: settings, linkerSettings: [.unsafeFlags(sanitizers)])
  }
}

/// What of a test target's folder is no source: its resources, where it has any.
func excluded(from test: String) -> [String] {
  FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/Tests/\(test)/Resources") ? ["Resources"] : []
}

/// Nobody waits for the optimised test, and no room imports one: its module need not be written ahead of its code.
let forTests = ["-Onone", "-no-emit-module-separately-wmo"]

checkFloors(rooms)

let package = Package(
  name: "Shotglass",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "ShotglassKit", targets: ["ShotglassKit"]),
    .executable(name: "shotglass", targets: ["shotglass"]),
  ],
  targets: rooms.map(target(for:))
    + tests.map { test in
      .testTarget(
        name: test.name, dependencies: test.uses.map { .init(stringLiteral: $0) }, exclude: excluded(from: test.name),
        swiftSettings: settings + [.unsafeFlags(forTests, .when(configuration: .release))])
    },
  swiftLanguageModes: [.v6]
)
