import Catalogue
import Circuits
import CloudBackends
import Devices
import Execution
import Numerics
import OpenQASM
import Testing

/// Machines behind the whole way of a cloud give what their twins give.
@Suite struct EmulatedMachineTests {
  private static let devices = DeviceLibrary(workingFolder: "/nowhere", home: nil)
  private static let shots = 1000

  private static func backend(_ name: String, isVerbatim: Bool = false) throws -> any Backend {
    var clouds = CloudFactory(environment: [:], journalFolder: nil)
    clouds.isVerbatim = isVerbatim
    return try BackendCatalogue(devices: devices, clouds: clouds).backend(named: name)
  }

  private static func remote(_ name: String, isVerbatim: Bool = false) throws -> RemoteBackend {
    try #require(try backend(name, isVerbatim: isVerbatim) as? RemoteBackend)
  }

  private static func load(_ text: String) throws -> Circuit {
    let result = Loader.load(SourceText(path: "-", text: text), libraries: .braket)
    return try #require(result.circuit, "\(result.diagnostics.first?.message ?? "")")
  }

  /// Four qubits without symmetry, measured crosswise into two registers.
  private static let asymmetric = """
    OPENQASM 3.0;
    input float[64] x;
    input float[64] y;
    bit[3] wide;
    bit narrow;
    qubit[4] q;
    rx(x) q[0];
    ry(0.7) q[1];
    cnot q[0], q[2];
    rz(y) q[2];
    rx(1.1) q[2];
    ry(y) q[3];
    cnot q[3], q[1];
    cz q[1], q[2];
    ry(0.5) q[2];
    wide[2] = measure q[0];
    wide[0] = measure q[3];
    narrow = measure q[2];
    wide[1] = measure q[1];
    """

  private static func batch(_ circuit: Circuit, at points: [[Double]] = [[0.4, 1.9]], seed: UInt64) -> Batch {
    Batch(
      points.map { Batch.Entry(Program(circuit), parameters: $0, shots: shots) }, stream: RandomStream(seed: seed))
  }

  private static func histogram(_ counts: Counts, reversing register: Int? = nil) -> [String: Int] {
    var result: [String: Int] = [:]
    for place in 0..<counts.count {
      var parts = counts.key(at: place).split(separator: " ").map(String.init)
      if let register { parts[register] = String(parts[register].reversed()) }
      result[parts.joined(separator: " "), default: 0] += counts.occurrences[place]
    }
    return result
  }

  /// The chi-square statistic of two samples of the same size over its degrees of freedom, in their standard
  /// deviations.
  private static func deviation(_ first: [String: Int], _ second: [String: Int]) -> Double {
    let keys = Set(first.keys).union(second.keys)
    let sum = keys.reduce(0.0) { sum, key in
      let (a, b) = (Double(first[key] ?? 0), Double(second[key] ?? 0))
      return sum + (a - b) * (a - b) / (a + b)
    }
    let freedom = Double(max(keys.count - 1, 1))
    return (sum - freedom) / (2 * freedom).squareRoot()
  }

  // MARK: IBM

  @Test(
    "Each of IBM's machines runs circuits in its own gates, and gives what its twin gives",
    arguments: devices.entries.map(\.name).filter { $0.hasPrefix("ibm_") })
  func ownGates(name: String) async throws {
    let circuit = try Self.load(Self.asymmetric)
    let remote = try Self.remote("emulated-\(name)")
    let native = Set(remote.device.nativeGates.map(\.name))
    let texts = try remote.line.texts(Self.batch(circuit, seed: 1))
    let used = Set(texts[0].matches(of: /(?m)^([a-z]+)(\([^)]*\))? \$/).map { String($0.1) })
    #expect(used.isSubset(of: native) && !used.isDisjoint(with: ["cz", "cx", "ecr"]), "\(used)")
    #expect(texts[0].contains("gate ecr a, b {") == used.contains("ecr"))
    let elsewhere = Self.histogram(try await remote.run(Self.batch(circuit, seed: 1))[0].counts)
    let twin = try await Self.backend("noisy-\(name)").run(Self.batch(circuit, seed: 2))[0].counts
    #expect(Self.deviation(elsewhere, Self.histogram(twin)) < 5)
    // Bits the other way round would be seen.
    #expect(Self.deviation(elsewhere, Self.histogram(twin, reversing: 1)) > 10)
  }

  // MARK: Braket

  @Test("What is compiled here stands on the machine's qubits in a verbatim box, and gives what its twin gives")
  func verbatim() async throws {
    let circuit = try Self.load(Self.asymmetric)
    let remote = try Self.remote("emulated-square_lattice", isVerbatim: true)
    #expect(remote.isVerbatim)
    let points = [[0.4, 1.9], [0, 0], [.pi, -.pi / 2], [1e-9, 3]]
    let texts = try remote.line.texts(Self.batch(circuit, at: points, seed: 1))
    #expect(Set(texts).count == points.count)
    #expect(Set(texts.map { $0.replacing(/\([^()]*\)/, with: "()") }).count == 1)
    let lines = texts[0].split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }
    let (start, end) = (try #require(lines.firstIndex(of: "box {")), try #require(lines.firstIndex(of: "}")))
    #expect(lines[start - 1] == "#pragma braket verbatim" && !texts[0].contains("qubit["))
    #expect(lines[(start + 1)..<end].allSatisfy { $0.contains(/^(rz|prx|cz)(\(.*\))? \$\d+(, \$\d+)?;$/) })
    #expect(lines[(end + 1)...].count == 4 && lines[(end + 1)...].allSatisfy { $0.contains(" = measure $") })
    let elsewhere = Self.histogram(try await remote.run(Self.batch(circuit, seed: 1))[0].counts)
    // As its twin runs what stands in the box, which waits nowhere on purpose.
    let sent = try await Self.backend("noisy-square_lattice").run(
      Self.batch(try Self.load(texts[0]), at: [[]], seed: 2))
    #expect(Self.deviation(elsewhere, Self.histogram(sent[0].counts.regrouped(like: circuit))) < 5)
    let twin = try await Self.backend("noisy-square_lattice").run(Self.batch(circuit, seed: 3))[0].counts
    let distance = Self.distance(elsewhere, Self.histogram(twin))
    #expect(distance < 0.1)
    #expect(Self.distance(elsewhere, Self.histogram(twin, reversing: 1)) > 0.2)
  }

  private static func distance(_ first: [String: Int], _ second: [String: Int]) -> Double {
    let keys = Set(first.keys).union(second.keys)
    return keys.reduce(0.0) { $0 + Double(abs((first[$1] ?? 0) - (second[$1] ?? 0))) } / Double(2 * shots)
  }

  @Test(
    "Verbatim is refused where there is nothing to compile for, or another compiles",
    arguments: [
      ("emulated-ibm_fez", "always compiled on this side"), ("emulated-trapped_ion", "IonQ compiles"),
      ("emulated-braket:ideal", "is a simulator"),
      ("braket:arn:aws:braket:::device/quantum-simulator/amazon/sv1", "is a simulator"),
      ("braket:arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet", "is not known here"),
    ])
  func refusesVerbatim(name: String, what: String) throws {
    let error = #expect(throws: CatalogueError.self) { try Self.backend(name, isVerbatim: true) }
    guard case .remote(let failure) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(failure.message.contains(what))
    #expect(!what.contains("not known") || failure.help.contains("shotglass devices refresh \(name)"))
    #expect(throws: Never.self) { try Self.backend("ideal", isVerbatim: true) }
  }

  @Test("A program's own verbatim box runs as it is; a gate in it that the machine lacks is refused before it is sent")
  func ownBoxes() async throws {
    let text = """
      OPENQASM 3.0;
      bit[2] b;
      #pragma braket verbatim
      box {
        prx(3.141592653589793, 0) $1;
        cz $1, $2;
      }
      b[0] = measure $1;
      b[1] = measure $2;
      """
    for isVerbatim in [false, true] {
      let remote = try Self.remote("emulated-square_lattice", isVerbatim: isVerbatim)
      let circuit = try Self.load(text)
      let counts = try await remote.run(Self.batch(circuit, at: [[]], seed: 1))[0].counts
      #expect(counts["01"] > Self.shots * 3 / 4 && counts["01"] < Self.shots)
    }
    for (gate, what, isVerbatim) in [
      ("h $1", "h on $1 stands in a verbatim box", false), ("cz $0, $2", "does not have it on $0, $2", false),
      ("inv @ cz $0, $1", "a modified cz on $0, $1", false), ("h $1", "h on $1 stands in a verbatim box", true),
    ] {
      let remote = try Self.remote("emulated-square_lattice", isVerbatim: isVerbatim)
      let circuit = try Self.load(text.replacing("cz $1, $2", with: gate))
      let error = await #expect(throws: BackendError.self) {
        try await remote.run(Self.batch(circuit, at: [[]], seed: 1))
      }
      #expect(error?.message.contains(what) == true && remote.jobs.isEmpty, "\(error?.message ?? "")")
    }
  }

  @Test("What goes on after a measurement fits into no verbatim box")
  func refusesMeasuringOnTheWay() async throws {
    let remote = try Self.remote("emulated-square_lattice", isVerbatim: true)
    for end in ["x q;", "reset q;"] {
      let circuit = try Self.load("OPENQASM 3.0; bit[2] c; qubit q; c[0] = measure q; \(end) c[1] = measure q;")
      let error = await #expect(throws: BackendError.self) {
        try await remote.run(Self.batch(circuit, at: [[]], seed: 1))
      }
      #expect(error?.help == "leave --verbatim out", "\(error?.message ?? "")")
    }
  }
}

extension Counts {
  /// The same outcomes under the registers of another circuit with as many bits.
  fileprivate func regrouped(like circuit: Circuit) -> Counts {
    var builder = CountsBuilder(layout: OutcomeLayout(circuit.bitRegisters))
    for place in 0..<count {
      builder.add(BitString((0..<circuit.bitCount).map { bit($0, at: place) }), times: occurrences[place])
    }
    return builder.counts()
  }
}
