internal import Circuits
internal import Devices

/// When each step of a compiled circuit happens: as late as possible, so that qubits stay in their ground state as long
/// as they can.
struct Schedule {
  /// By step, in seconds from the start of the circuit.
  private(set) var starts: [Double]
  private(set) var durations: [Double]
  private(set) var durationInSeconds = 0.0

  init(_ steps: [Step], bitCount: Int, _ map: DeviceMap) {
    durations = steps.map { Self.duration(of: $0, map) }
    starts = Array(repeating: 0, count: steps.count)
    // Counted back from the end, so that what touches stays equal to the last bit.
    var ends = Array(repeating: 0.0, count: map.qubitCount + bitCount)
    for index in steps.indices.reversed() {
      var wires = steps[index].qubits
      if case .measure(let bit?) = steps[index].action { wires.append(map.qubitCount + bit) }
      let end = wires.map { ends[$0] }.max() ?? 0
      let start = end + durations[index]
      for wire in wires { ends[wire] = start }
      starts[index] = start
      durationInSeconds = max(durationInSeconds, start)
    }
    for index in starts.indices { starts[index] = durationInSeconds - starts[index] }
  }

  private static func duration(of step: Step, _ map: DeviceMap) -> Double {
    switch step.action {
    case .gate(let row, _): return map.duration(of: row, on: step.qubits)
    case .measure: return step.qubits.map(map.readoutDuration).max() ?? 0
    case .delay(let duration):
      let seconds = duration.inSeconds ?? duration.value * (map.device.tickInSeconds ?? 0)
      return seconds.isFinite ? max(0, seconds) : 0
    case .reset, .barrier: return 0
    }
  }

  /// Gaps shorter than this come from rounding.
  private static let shortestGap = 1e-13

  /// The waiting of each qubit between its first and its last step: before the step with this index. Until its first
  /// step a qubit is in its ground state, which waiting does not change.
  func gaps(_ steps: [Step]) -> [(step: Int, qubit: Int, seconds: Double)] {
    var ends: [Int: Double] = [:]
    var gaps: [(step: Int, qubit: Int, seconds: Double)] = []
    for index in steps.indices {
      if case .barrier = steps[index].action { continue }
      for qubit in steps[index].qubits {
        if let end = ends[qubit], starts[index] - end > Self.shortestGap {
          gaps.append((index, qubit, starts[index] - end))
        }
        ends[qubit] = starts[index] + durations[index]
      }
    }
    return gaps
  }
}
