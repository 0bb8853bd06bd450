import Circuits
import Execution
import Numerics
import OpenQASM
import Simulation

/// A Bell pair through the whole house: read, written, read again and run.
enum SelfTest {
  private static let bell = """
    OPENQASM 3.0;
    include "stdgates.inc";
    bit[2] c;
    qubit[2] q;
    h q[0];
    cx q[0], q[1];
    c = measure q;
    """

  static func run() async throws -> String {
    guard let circuit = Loader.load(SourceText(path: "bell.qasm", text: bell)).circuit else {
      throw Failure.bug("a Bell pair does not load")
    }
    let text = try Exporter().string(of: circuit)
    guard Loader.load(SourceText(path: "bell.qasm", text: text)).circuit == circuit else {
      throw Failure.bug("a Bell pair does not survive export and import")
    }
    let shots = 1000
    let sample = try StateSimulator().sample(Program(circuit), shots: shots, stream: RandomStream(seed: 1))
    let (zeros, ones) = (sample.counts["00"], sample.counts["11"])
    // Five standard deviations of a fair coin tossed a thousand times.
    guard zeros + ones == shots, abs(zeros - ones) < 160 else {
      throw Failure.bug("a Bell pair gives \(zeros) times 00 and \(ones) times 11 in \(shots) shots")
    }
    return "a Bell pair reads, writes and runs: 00 \(zeros) times, 11 \(ones) times"
  }
}
