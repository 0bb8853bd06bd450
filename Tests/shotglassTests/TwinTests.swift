import Foundation
import Testing

@testable import shotglass

@Suite("Twins of devices on the command line") struct TwinTests {
  private static let chain = """
    OPENQASM 3.0;
    include "stdgates.inc";
    qubit[4] q;
    bit[4] c;
    h q[0];
    cx q[0], q[1];
    cx q[1], q[3];
    cx q[0], q[2];
    c = measure q;
    """
  private static let twin = ["--backend", "noisy-ibm_manila", "--seed", "3", "--json"]

  @Test("What export writes for a device runs as the twin runs the program, with the same counts")
  func exportedProgram() async {
    let text = await Program.run(["export", "-", "--device", "ibm_manila"], input: Self.chain)
    #expect(text.status == .done)
    #expect(text.output.contains("delay["))
    let direct = await Program.run(["run", "-"] + Self.twin, input: Self.chain)
    let compiled = await Program.run(["run", "-"] + Self.twin, input: text.output)
    #expect(direct.status == .done)
    #expect(direct.output == compiled.output)
  }

  @Test("Both ways to simulate noise, and any number of threads, are offered")
  func methods() async {
    for method in ["density-matrix", "trajectories", "automatic"] {
      let words = ["run", "-", "--method", method] + Self.twin
      let one = await Program.run(words + ["--threads", "1"], input: Self.chain)
      #expect(one.status == .done && one.output.contains("\"0000\""))
      #expect(await Program.run(words + ["--threads", "3"], input: Self.chain).output == one.output)
    }
  }

  @Test(
    "What a twin cannot do is refused with what to type instead",
    arguments: [
      (["run", "-", "--backend", "noisy-ibm_manil"], "did you mean 'noisy-ibm_manila'?", ExitStatus.misuse),
      (["run", "-", "--backend", "noisy-ibm_manila", "--amplitudes"], "use --backend ideal", .unsupported),
      (["run", "-", "--backend", "emulated-ibm_fez", "--memory"], "leave --memory out", .unsupported),
      (["run", "-", "--backend", "emulated-ibm_fezz"], "did you mean 'emulated-ibm_fez'?", .misuse),
      (["export", "-", "--device", "ibm_manil"], "did you mean 'ibm_manila'?", .misuse),
    ])
  func refusals(words: [String], help: String, status: ExitStatus) async {
    let result = await Program.run(words, input: Self.chain)
    #expect(result.status == status)
    #expect(result.errors.contains(help))
    #expect(result.output.isEmpty)
  }

  @Test("A noise model of one's own is added, and a wrong one is refused with its place")
  func noiseFile() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "shotglass-noise-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "noise.json")
    let channel = #"{"kind": "pauli", "strings": [{"string": "X0", "probability": PROBABILITY}]}"#
    let model = #"{"schema": 1, "gates": [{"gate": "x", "channel": CHANNEL}]}"#
    let program = "OPENQASM 3.0;\ninclude \"stdgates.inc\";\nqubit q;\nbit c;\nx q;\nc = measure q;"
    for (probability, status) in [("1.0", ExitStatus.done), ("1.5", .misuse)] {
      let text = model.replacingOccurrences(
        of: "CHANNEL", with: channel.replacingOccurrences(of: "PROBABILITY", with: probability))
      try Data(text.utf8).write(to: file)
      let result = await Program.run(["run", "-", "--noise", file.path, "--shots", "50"], input: program)
      #expect(result.status == status, "\(result.errors)")
      if status == .done { #expect(result.output == "0        50\n") } else { #expect(result.errors.contains("1.5")) }
    }
  }
}
