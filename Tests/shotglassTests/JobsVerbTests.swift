import Formats
import Foundation
import Journals
import Testing

@testable import shotglass

@Suite struct JobsVerbTests {
  /// A home whose journal has one job at IonQ that was taken and one that was not.
  private static func home(_ endpoint: String = "https://api.ionq.co") throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder: "\(folder.path)/journal") { UTCTime(secondsSince1970: 1_795_225_717) }
    let identity = JobIdentity(provider: "ionq", endpoint: endpoint, account: "a", device: "simulator")
    let layout: JSON = [
      "shots": 3, "sources": [0, 1], "registers": [["name": "c", "count": 2, "isOutput": false]],
    ]
    let intents = ["aaaa1", "aaaa2"].map {
      Intent(
        id: $0, work: "w", part: 0, identity: identity, tag: "t", bodyDigest: "d", circuits: 1, shots: 3,
        estimate: Cost(2, "USD"), details: ["pieces": [["entry": 0, "layout": layout]]])
    }
    try journal.commit(intents, within: SpendLimits())
    _ = try journal.depart("aaaa1")
    try journal.note(.answer(job: "job-1"), of: "aaaa1")
    try journal.note(.state(.completed, message: nil), of: "aaaa1")
    _ = try journal.keep(
      Array(#"{"shots":[{"registers":{"c":"00"}},{"registers":{"c":"11"}},{"registers":{"c":"11"}}]}"#.utf8),
      of: "aaaa1")
    try journal.note(.bill(Cost(0.5, "USD")), of: "aaaa1")
    return folder
  }

  /// What the verb prints with --json: the list, one job, and a result.
  static func documents() async throws -> [String] {
    let folder = try home()
    let journal = try Journal(folder: "\(folder.path)/journal", now: UTCTime.now)
    // Every job of the example has a bill.
    try journal.note(.bill(Cost(1, "USD")), of: "aaaa2")
    let job = try JobPresentation(#require(try journal.record("aaaa1"))).json
    return [
      await run(["jobs", "--json"], folder).output, try JSON.object(["schema": 1, "job": job]).text(),
      await run(["jobs", "result", "aaaa1", "--json"], folder).output,
    ]
  }

  @Test("a result that is kept is printed without asking anyone")
  func printsResults() async throws {
    let text = await Self.run(["jobs", "result", "aaaa1"], try Self.home())
    #expect(text.status == .done && text.output == "circuit 1\n00  1\n11  2\n")
  }

  private static func run(_ words: [String], _ folder: TemporaryFolder) async -> Program.Result {
    await Program.run(
      words, environment: ["SHOTGLASS_HOME": folder.path, "HOME": folder.path, "IONQ_API_KEY": "FAKE_KEY"])
  }

  @Test("the list is what the journal knows, and asks nobody")
  func lists() async throws {
    let folder = try Self.home()
    let text = await Self.run(["jobs"], folder)
    #expect(text.status == .done && text.output.contains("0.5 USD") && text.output.contains("up to 2.0 USD"))
    let result = await Self.run(["jobs", "list", "--json"], folder)
    var object = try JSONReader(parsing: Array(result.output.utf8)).object()
    #expect(try object.required("schema").integer() == 1 && object.required("shots").integer() == 6)
    var costs = try object.required("costs").object()
    #expect(try costs.required("USD").double() == 2.5)
    let jobs = try object.required("jobs").array()
    var first = try jobs[0].object()
    #expect(try jobs.count == 2 && first.required("state").string() == "completed")
    #expect(try first.required("begun").string() == "2026-11-21T01:48:37Z")
    let empty = await Self.run(["jobs", "--json"], try TemporaryFolder())
    #expect(empty.status == .done && empty.output.contains(#""jobs":[]"#))
  }

  @Test("a job is named by the beginning of its id when that is enough")
  func findsJobs() async throws {
    let folder = try Self.home()
    for (words, message) in [
      (["show", "aaaa"], "more than one job begins with 'aaaa'"), (["show", "b"], "there is no job 'b'"),
      (["show"], "'jobs show' needs the id of a job"), (["cancel", ""], "'jobs cancel' needs the id of a job"),
      (["list", "aaaa1"], "'jobs list' takes no id"),
      (["shwo", "aaaa1"], "did you mean 'show'?"),
    ] {
      let result = await Self.run(["jobs"] + words, folder)
      #expect(result.status == .misuse && result.errors.contains(message), "\(result.errors)")
    }
  }

  @Test("a torn line is told, a damaged journal is a fault")
  func tellsDamage() async throws {
    let folder = try Self.home()
    let path = "\(folder.path)/journal/journal"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try (text + "0000").write(toFile: path, atomically: true, encoding: .utf8)
    let torn = await Self.run(["jobs"], folder)
    #expect(torn.status == .done && torn.errors.contains("1 torn line of the journal was passed over"))
    try text.replacing("\"seq\":2", with: "\"seq\":3").write(toFile: path, atomically: true, encoding: .utf8)
    let damaged = await Self.run(["jobs"], folder)
    #expect(damaged.status == .fault && damaged.errors.contains("journal:2"))
  }

  @Test("without keys, or with plain http elsewhere, nothing is asked for")
  func refusesServers() async throws {
    let folder = try Self.home()
    let noKey = await Program.run(
      ["jobs", "wait", "aaaa1"], environment: ["SHOTGLASS_HOME": folder.path, "HOME": folder.path])
    #expect(noKey.status == .credentials && noKey.errors.contains("IONQ_API_KEY"))
    let plain = await Program.run(
      ["jobs", "wait", "aaaa1"],
      environment: [
        "SHOTGLASS_HOME": folder.path, "HOME": folder.path, "IONQ_API_KEY": "k",
        "SHOTGLASS_ENDPOINT_IONQ": "http://api.ionq.co",
      ])
    #expect(plain.status == .misuse && plain.errors.contains("https://api.ionq.co"))
  }

  /// A machine of one qubit and IBM's gates, with a price.
  private static let priced = """
    {"schema": 1, "name": "ibm_small", "source": "test", "qubits": {"count": 2, "t1": null, "t2": null, "readout": null},
     "gates": [["rz", "all", 0, 0], ["sx", "all", 0, 0], ["x", "all", 0, 0], ["cz", "all", 0, 0]],
     "price": {"currency": "USD", "perSecond": 1.6, "date": "2025-05-01", "source": "test"}}
    """

  @Test("nothing is submitted without consent, and the cost is shown before it is asked for")
  func asksForConsent() async throws {
    let folder = try TemporaryFolder()
    try folder.write("OPENQASM 3.0; include \"stdgates.inc\"; qubit q; bit c; x q; c = measure q;", to: "x.qasm")
    let environment = [
      "SHOTGLASS_HOME": folder.path, "HOME": folder.path, "QISKIT_IBM_TOKEN": "FAKE",
      "QISKIT_IBM_INSTANCE": "crn:v1:bluemix:public:quantum-computing:us-east:a/0:1::",
    ]
    let words = ["run", "\(folder.path)/x.qasm", "--shots", "10", "--backend"]
    // Nobody wrote a price for it, so that it is refused before anyone is asked.
    let unpriced = await Program.run(words + ["ibm:ibm_fez", "--yes"], environment: environment)
    #expect(unpriced.status == .misuse && unpriced.errors.contains("no price is known for 'ibm_fez'"))
    try folder.write(Self.priced, to: "backends/ibm_small.json")
    let result = await Program.run(words + ["ibm:ibm_small"], environment: environment)
    #expect(result.status == .misuse && result.errors.contains("help: add --yes"))
    #expect(result.errors.contains("ibm:ibm_small: 1 circuit with 10 shots in 1 job, at most 17.6 USD"))
    #expect(result.errors.contains("the provider sees the circuits"))
    #expect(result.errors.contains("warning: the price of ibm_small was read"))
    let limited = await Program.run(words + ["ibm:ibm_small", "--yes", "--max-cost", "17"], environment: environment)
    #expect(limited.status == .misuse && limited.errors.contains("17.6 USD more with the 0 that earlier jobs cost"))
    let unknown = await Program.run(
      ["run", "\(folder.path)/x.qasm", "--backend", "imb:ibm_fez"], environment: environment)
    #expect(unknown.status == .misuse && unknown.errors.contains("did you mean 'ibm:ibm_fez'?"))
  }
}
