internal import Catalogue
internal import Circuits
internal import CloudBackends
internal import Devices
internal import Execution
internal import Formats
internal import FoundationEssentials
internal import Numerics
internal import OpenQASM

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What `Benchmarks --jobs` does: many circuits at once on a machine in a cloud, through the journal, with the keys and
/// endpoints of the environment. Prints the counts of each, and the seconds from asking to having all of them.
///
/// A circuit has one outcome, which tells its number: wrong bits and mixed-up results cannot hide.
struct JobBatch {
  private var backend = ""
  private var circuits = 40
  private var shots = 10
  /// How many go in one batch; all where it is not given.
  private var batchSize: Int?
  private var purpose: String?
  private var resubmitsAbsent = false

  static let usage =
    "Benchmarks --jobs BACKEND [--circuits N] [--batch N] [--shots N] [--purpose TEXT] "
    + "[--resubmit-absent]"

  init(_ words: [String]) throws(BenchmarkError) {
    guard let first = words.first else { throw BenchmarkError("usage: \(Self.usage)") }
    backend = first
    var rest = words.dropFirst()
    while let word = rest.popFirst() {
      if word == "--resubmit-absent" {
        resubmitsAbsent = true
        continue
      }
      guard let value = rest.popFirst() else { throw BenchmarkError("'\(word)' needs a value; usage: \(Self.usage)") }
      switch word {
      case "--circuits": circuits = try Self.count(value)
      case "--shots": shots = try Self.count(value)
      case "--batch": batchSize = try Self.count(value)
      case "--purpose": purpose = value
      default: throw BenchmarkError("unexpected '\(word)'; usage: \(Self.usage)")
      }
    }
  }

  private static func count(_ text: String) throws(BenchmarkError) -> Int {
    guard let value = Int(text), value > 0 else { throw BenchmarkError("'\(text)' is no count") }
    return value
  }

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    var clouds = CloudFactory(
      environment: environment, journalFolder: CloudFactory.journalFolder(environment: environment))
    clouds.resubmitsAbsent = resubmitsAbsent
    let devices = DeviceLibrary(home: environment["SHOTGLASS_HOME"])
    guard var machine = try BackendCatalogue(devices: devices, clouds: clouds).backend(named: backend) as? RemoteBackend
    else { throw BenchmarkError("'\(backend)' is no machine in a cloud") }
    machine.buysOnce = false
    let programs = try (0..<min(circuits, Self.codes)).map { try Self.program($0) }
    let entries = (0..<circuits).map { Batch.Entry(programs[$0 % Self.codes], shots: shots) }
    let clock = ContinuousClock()
    let start = clock.now
    var samples: [Sample] = []
    for first in stride(from: 0, to: circuits, by: batchSize ?? circuits) {
      let some = entries[first..<min(first + (batchSize ?? circuits), circuits)]
      var batch = Batch(Array(some), stream: RandomStream(seed: 0))
      batch.purpose = purpose.map { "\($0) \(first)" }
      do throws(BackendError) { samples += try await machine.run(batch) } catch {
        throw BenchmarkError("\(error.message); \(error.help)")
      }
    }
    let (seconds, attoseconds) = start.duration(to: clock.now).components
    let rows = samples.map { sample in
      JSON.object(
        Dictionary(
          uniqueKeysWithValues: (0..<sample.counts.count).map {
            (sample.counts.key(at: $0), .integer(sample.counts.occurrences[$0]))
          }))
    }
    let answer: JSON = ["counts": .array(rows), "seconds": .number(Double(seconds) + Double(attoseconds) * 1e-18)]
    print(try answer.text())
    // What is confirmed must have left this process.
    fflush(nil)
    try machine.confirm()
  }

  // MARK: Circuits

  /// How many circuits have an outcome of their own.
  private static let codes = 63
  /// The bit of each qubit: two registers, one wider than a byte, measured crosswise.
  private static let bits = ["wide[8]", "narrow[1]", "narrow[0]", "wide[1]", "wide[0]", "wide[5]"]

  /// The qubits that circuit number `index` flips are the ones of this number.
  private static func code(_ index: Int) -> Int { index * 37 % codes + 1 }

  private static func program(_ index: Int) throws -> Program {
    var text = "OPENQASM 3.0; include \"stdgates.inc\"; qubit[6] q; bit[9] wide; bit[2] narrow;\n"
    for qubit in 0..<6 where code(index) >> qubit & 1 == 1 { text += "x q[\(qubit)];\n" }
    for (qubit, bit) in bits.enumerated() { text += "\(bit) = measure q[\(qubit)];\n" }
    guard let program = Loader.load(SourceText(path: "circuit", text: text)).program else {
      throw BenchmarkError("the circuit has errors")
    }
    return program
  }
}
