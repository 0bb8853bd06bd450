import ArgumentParsing
import Devices
import Execution
import Formats
import Foundation
import Studies
import Testing

@testable import shotglass

/// Verbs on machines elsewhere: behind emulated services of this process, which cost nothing and ask nothing.
@Suite struct RemoteVerbTests {
  private static func document(_ words: [String]) async throws -> JSON {
    let result = await Program.run(words + ["--json"])
    #expect(result.status == .done, "\(result.errors)")
    return JSON(try JSONNode(parsing: result.output))
  }

  @Test("a gradient through client and service is the twin's, within its own errors")
  func gradients() async throws {
    let folder = try TemporaryFolder()
    let names = (0..<4).map { "x_\($0)" } + (0..<8).map { "theta_\($0)" }
    let values = names.enumerated().map { "\"\($1)\": \(0.3 + 0.2 * Double($0))" }.joined(separator: ", ")
    let point = try folder.write("{\(values)}", to: "point.json")
    let words = ["gradient", "simple-parity-4", "--at", point, "--backend"]
    let exact = try await Self.document(words + ["noisy-ibm_fez"])
    let measured = try await Self.document(words + ["emulated-ibm_fez", "--shots", "400", "--seed", "5"])
    var chiSquared = 0.0
    for place in 0..<8 {
      let difference = measured["gradient"][place].number - exact["gradient"][place].number
      let variance = measured["covariance"][place][place].number
      #expect(variance > 0)
      chiSquared += difference * difference / variance
    }
    // Eight degrees of freedom: mean 8, standard deviation 4.
    #expect(chiSquared < 28 && chiSquared > 0.2, "\(chiSquared)")
    let provider = measured["provider"]
    #expect(provider["name"] == "IBM" && provider["emulated"] == true && provider["jobs"].list.count == 1)
    #expect(provider["circuits"] == measured["circuits"] && provider["shots"] == measured["shots"])
    #expect(exact["provider"] == .null)
  }

  @Test("inputs are rebuilt from a device's counts, and the result says that its provider reads them anyway")
  func inversion() async throws {
    let words = ["invert", "simple-2", "--data", "two-moons", "--row", "3", "--starts", "4", "--seed", "2"]
    let found = try await Self.document(words + ["--shots", "2048", "--backend", "emulated-ibm_fez"])
    let (recovered, truth) = (found["recovered"][0], found["truth"][0])
    for place in 0..<2 {
      let error = found["standardError"][0][place].number
      #expect(abs(recovered[place].number - truth[place].number) < 5 * error && error < 0.3)
    }
    #expect(found["provider"]["knownBy"] == "the twin noisy-ibm_fez")
    #expect(found["provider"]["sees"].text.contains("nothing to invert"))
    let text = await Program.run(words + ["--shots", "64", "--backend", "emulated-trapped_ion"])
    #expect(text.output.contains("provider:     IonQ, emulated on this machine: emulated-trapped_ion"))
    #expect(text.output.contains("the inputs themselves"))
  }

  @Test("membership is told from a device's counts, all targets in one job")
  func membership() async throws {
    let words =
      "membership re-uploading-parity-2 --data two-moons --label-noise 0.3 --shots 64 --epochs 4 --members 8 "
      + "--targets 2 --references 4 --backend emulated-ibm_fez"
    let found = try await Self.document(words.split(separator: " ").map(String.init))
    #expect(found["backend"] == "emulated-ibm_fez" && found["scores"][0].list.count == 16)
    #expect((0...1).contains(found["auc"].number))
    let provider = found["provider"]
    #expect(provider["jobs"].list.count == 1 && provider["circuits"] == 32 && provider["shots"] == 2048)
    #expect(provider["sees"].text.contains("every output"))
  }

  @Test("the same command gives the same bytes, with any number of threads")
  func repeats() async throws {
    let words = ["gradient", "simple-2", "--data", "two-moons", "--shots", "50", "--backend", "emulated-trapped_ion"]
    let first = await Program.run(words + ["--threads", "1"])
    #expect(first.status == .done && first.output.contains("5"))
    #expect(await Program.run(words + ["--threads", "3"]).output == first.output)
    #expect(await Program.run(words + ["--seed", "4"]).output != first.output)
  }

  private static let study = """
    { schema: 1, name: "elsewhere", seed: 3, data: { source: "cosine:rows=6" }, model: { name: "simple-1" },
      analyses: [{ kind: "gradient-inversion" }, { kind: "simulator-fidelity", points: 2 }],
      grid: { shots: [16, 32], backends: ["emulated-trapped_ion"], seeds: 2 } }
    """

  @Test("a study that is interrupted goes on with what it has, and its report says who saw what")
  func studies() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/study"
    let run = ["study", "run", "-", "-o", path, "--threads", "2", "--json"]
    let half = await Program.run(run + ["--shard", "1/2"], input: Self.study)
    #expect(half.status == .done, "\(half.errors)")
    let kept = try Self.acquisitions(in: path)
    #expect(!kept.isEmpty)
    // The records of the first half are lost, its results are not.
    try FileManager.default.removeItem(atPath: path + "/parts")
    let whole = await Program.run(run, input: Self.study)
    #expect(whole.status == .done, "\(whole.errors)")
    let all = try Self.acquisitions(in: path)
    #expect(kept.allSatisfy { all[$0.key] == $0.value } && all.count > kept.count)
    let providers = JSON(try JSONNode(parsing: whole.output))["providers"][0]
    #expect(providers["name"] == "IonQ, emulated (emulated-trapped_ion)" && providers["jobs"].list.count > 0)
    let again = await Program.run(run, input: Self.study)
    #expect(
      JSON(try JSONNode(parsing: again.output))["providers"] == JSON(try JSONNode(parsing: whole.output))["providers"])
    for form in ["md", "html"] {
      let report = await Program.run(["report", path, "--format", form]).output.replacing("\\", with: "")
      #expect(report.contains("Jobs on emulated-trapped_ion") && report.contains("nothing to invert"))
      #expect(report.contains("it is emulated on this machine"))
    }
  }

  /// The kept results of a study by their names.
  private static func acquisitions(in path: String) throws -> [String: Data] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: path + "/acquisitions").filter {
      $0.hasSuffix("json")
    }
    return Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, FileManager.default.contents(atPath: path + "/acquisitions/" + $0) ?? Data())
      })
  }

  @Test(
    "what cannot be asked of a machine elsewhere is refused with what to type instead",
    arguments: [
      ("gradient simple-2 --data two-moons --backend emulated-trapped_ion", "such as --shots 1024", ExitStatus.misuse),
      (
        "membership re-uploading-parity-2 --data two-moons --backend emulated-trapped_ion", "such as --shots 1024",
        .misuse
      ),
      ("gradient simple-2 --data two-moons --shots 8 --backend ibm:ibm_fez", "QISKIT_IBM_TOKEN", .credentials),
      (
        "gradient simple-2 --data two-moons --shots 8 --backend emulated-ibm:square_lattice", "one of IBM's devices",
        .unsupported
      ),
      ("train simple-2 --data two-moons --backend emulated-ibm_fez", "use ideal or noisy-DEVICE", .unsupported),
    ])
  func refusals(words: String, help: String, status: ExitStatus) async throws {
    let folder = try TemporaryFolder()
    let result = await Program.run(
      words.split(separator: " ").map(String.init), environment: ["HOME": folder.path])
    #expect(result.status == status && result.output.isEmpty)
    #expect(result.errors.contains(help), "\(result.errors)")
  }

  @Test(
    "a program's own verbatim box runs at Braket; a gate that the machine lacks is pointed at before anything is sent")
  func ownVerbatimBox() async throws {
    let program = """
      OPENQASM 3.0;
      bit[2] b;
      #pragma braket verbatim
      box {
        prx(pi, 0) $1;
        cz $1, $2;
      }
      b[0] = measure $1;
      b[1] = measure $2;
      """
    let words = "run - --shots 100 --backend emulated-braket:square_lattice --verbose".split(separator: " ")
      .map(String.init)
    let good = await Program.run(words, input: program)
    #expect(good.status == .done && good.output.contains("\n01 "), "\(good.errors)")
    let bad = await Program.run(words, input: program.replacing("cz $1, $2", with: "h $1"))
    #expect(bad.status == .unsupported && bad.output.isEmpty && !bad.errors.contains("http: "))
    #expect(bad.errors.contains("unsupported[Q813]: h on $1 stands in a verbatim box"))
    #expect(bad.errors.contains("6 |   h $1;\n  |   ^~~~~"), "\(bad.errors)")
  }

  @Test("IBM's dialect has the gates of the device that is compiled for")
  func exportsOwnGates() async {
    let program = "OPENQASM 3.0; include \"stdgates.inc\"; qubit[2] q; bit[2] c; h q[0]; cx q[0], q[1]; c = measure q;"
    for (device, gate) in [("ibm_sherbrooke", "ecr"), ("ibm_nairobi", "cx"), ("ibm_fez", "cz")] {
      let result = await Program.run(["export", "-", "--dialect", "ibm", "--device", device], input: program)
      #expect(result.output.contains("\n\(gate) $"), "\(result.output)\(result.errors)")
      #expect(result.output.contains("gate ecr a, b {") == (gate == "ecr"))
    }
  }

  @Test(
    "a program is compiled for a device in every dialect, without the waiting that a dialect has no word for",
    arguments: ["openqasm3", "openqasm2", "ibm", "braket", "ionq"])
  func exportsCompiled(dialect: String) async {
    let program =
      "OPENQASM 3.0; include \"stdgates.inc\"; qubit[3] q; bit[3] c; h q[0]; cx q[0], q[1]; cx q[1], q[2]; c = measure q;"
    let device = dialect == "ionq" ? "trapped_ion" : "ibm_fez"
    let words = ["export", "-", "--dialect", dialect, "--device", device]
    let result = await Program.run(words, input: program)
    #expect(result.status == .done, "\(result.errors)")
    #expect(result.output.contains("delay[") == ["openqasm3", "ibm"].contains(dialect), "\(result.output)")
    let waiting = await Program.run(words, input: program.replacing("cx q[0]", with: "delay[5us] q[0]; cx q[0]"))
    #expect((waiting.status == .done) == ["openqasm3", "ibm"].contains(dialect), "\(waiting.errors)")
  }

  @Test("jobs that an earlier run could not submit need consent like new ones, those that were submitted do not")
  func consentForUnsubmitted() async throws {
    let command = Command(name: "work", summary: "Works.", options: RemoteOptions.declarations)
    for (unsubmitted, status) in [(["a"], .misuse), ([], .done)] as [([String], ExitStatus)] {
      let verb = Verb(command: command) { arguments, session in
        var quote = RemoteQuote(jobs: 0, circuits: 0, shots: 0, cost: RemoteCost(0, "USD"), knownJobs: 1)
        if !unsubmitted.isEmpty {
          quote = RemoteQuote(
            jobs: 1, circuits: 1, shots: 100, cost: RemoteCost(2, "USD"), unsubmittedJobs: unsubmitted)
        }
        let remote = RemoteConsent.asking(on: try Self.priced(), .program, arguments, in: session) as? RemoteBackend
        do throws(RemoteFailure) { try await remote?.consent?(quote) } catch { throw Failure(error) }
        return .done
      }
      let result = await Program.run(["work"], application: Application(verbs: [verb], topics: []))
      #expect(result.status == status, "\(result.errors)")
      #expect(result.errors.contains("1 job of an earlier run was never submitted") == (status == .misuse))
      #expect(result.errors.contains("1 job of an earlier run is taken") == (status == .done))
    }
  }

  /// A machine in a cloud that nothing reaches.
  private static func priced() throws -> RemoteBackend {
    RemoteBackend(
      name: "ibm:x", device: Device(name: "x", source: "test", qubits: [], gates: []), provider: "IBM",
      isEmulated: false, isFree: false, twin: nil,
      line: RemoteBackend.Line(
        open: {}, price: { _, _ in nil },
        quote: { _ in RemoteQuote(jobs: 0, circuits: 0, shots: 0, cost: nil) }, admit: { _, _ in },
        acquire: { _ in RemoteBackend.Acquisition(samples: [], jobs: []) }, texts: { _ in [] }, confirm: {}))
  }

  @Test("results say that Braket ran what was compiled on this side")
  func verbatimNote() async throws {
    let words = "gradient simple-2 --data two-moons --rows 0 --shots 8 --backend emulated-square_lattice --verbatim"
      .split(separator: " ").map(String.init)
    let text = await Program.run(words)
    #expect(text.output.contains("compiled:     here, by the calibration of square_lattice; it ran in verbatim boxes"))
    let document = await Program.run(words + ["--json"])
    #expect(try JSON(JSONNode(parsing: document.output))["provider"]["verbatim"] == true)
    let run = await Program.run(
      ["run", "-", "--shots", "8", "--backend", "emulated-square_lattice", "--verbatim", "--json"],
      input: "OPENQASM 3.0; qubit q; bit c; U(1, 2, 3) q; c = measure q;")
    #expect(try JSON(JSONNode(parsing: run.output))["verbatim"] == true)
  }

  @Test("--verbose tells of every request, and of no secret")
  func verbose() async throws {
    let words = "run - --shots 5 --backend emulated-trapped_ion --verbose".split(separator: " ").map(String.init)
    let result = await Program.run(words, input: "OPENQASM 3.0; qubit q; bit c; c = measure q;")
    #expect(result.status == .done && result.output == "0        5\n")
    let lines = result.errors.split(separator: "\n").filter { $0.hasPrefix("http: ") }
    #expect(lines.count >= 4 && lines.contains { $0.contains("POST http://127.0.0.1") && $0.contains("/v0.4/jobs, ") })
    #expect(!result.errors.contains("FAKE_API_KEY"))
  }

  @Test("the age of a price is told in days, where it has one")
  func priceAges() throws {
    let now = try #require(UTCTime(iso8601: "2026-05-31T12:00:00Z"))
    let price = Device.Price(currency: "USD", perShot: 1, date: "2026-03-01", source: "test")
    #expect(RemoteConsent.ageInDays(of: price, now: now) == 91 && RemoteConsent.ageInDays(of: nil, now: now) == nil)
  }

  @Test("a plan for machines elsewhere needs no keys; a run does")
  func plansWithoutKeys() async throws {
    let folder = try TemporaryFolder()
    let study = Self.study.replacing("emulated-trapped_ion", with: "ionq:qpu.trapped_ion")
    let environment = ["HOME": folder.path]
    let plan = await Program.run(["study", "plan", "-"], environment: environment, input: study)
    #expect(plan.status == .done && plan.output.contains("IonQ (ionq:qpu.trapped_ion): "))
    let run = await Program.run(
      ["study", "run", "-", "-o", folder.path + "/s"], environment: environment, input: study)
    #expect(run.status == .credentials && run.errors.contains("IONQ_API_KEY"))
  }
}

extension JSON {
  fileprivate subscript(key: String) -> JSON {
    if case .object(let members) = self { members[key] ?? .null } else { .null }
  }

  fileprivate subscript(index: Int) -> JSON { list.indices.contains(index) ? list[index] : .null }

  fileprivate var list: [JSON] { if case .array(let elements) = self { elements } else { [] } }

  fileprivate var number: Double {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: .nan
    }
  }

  fileprivate var text: String { if case .string(let text) = self { text } else { "" } }
}
