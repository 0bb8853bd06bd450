internal import Circuits
internal import Devices

/// What a layout has to know of a program: which qubits interact how often, and how long each of them waits.
struct InteractionGraph {
  /// Qubits that anything happens to, in order.
  private(set) var used: [Int] = []
  /// By qubit: those it interacts with, and how many gates that takes, roughly.
  private(set) var weights: [[Int: Double]]
  /// By qubit: runs of gates on it alone, measurements, and seconds of waiting between its first and last gate.
  private(set) var pulses: [Double]
  private(set) var measurements: [Double]
  private(set) var idleSeconds: [Double]

  /// More gates on one pair without anything between them become three.
  private static let blockLimit = 3

  init(_ steps: [Step], qubitCount: Int, durations: TypicalDurations, alsoUsed: Set<Int> = []) {
    weights = Array(repeating: [:], count: qubitCount)
    pulses = Array(repeating: 0, count: qubitCount)
    measurements = pulses
    idleSeconds = pulses
    var isUsed = (0..<qubitCount).map(alsoUsed.contains)
    var partner = Array(repeating: (qubit: -1, count: 0), count: qubitCount)
    var inRun = Array(repeating: false, count: qubitCount)
    var ends: [Double?] = Array(repeating: nil, count: qubitCount)
    for step in steps {
      var duration = 0.0
      switch step.action {
      case .gate where step.qubits.count == 2:
        let (first, second) = (step.qubits[0], step.qubits[1])
        let isSame = partner[first].qubit == second && partner[second].qubit == first
        let count = isSame ? partner[first].count + 1 : 1
        for (qubit, other) in [(first, second), (second, first)] {
          partner[qubit] = (other, count)
          weights[qubit][other, default: 0] += count <= Self.blockLimit ? 1 : 0
          inRun[qubit] = false
        }
        duration = durations.interaction
      case .gate:
        let qubit = step.qubits[0]
        if !inRun[qubit] { (pulses[qubit], duration) = (pulses[qubit] + 1, durations.pulse) }
        inRun[qubit] = true
      case .measure:
        for qubit in step.qubits { measurements[qubit] += 1 }
        duration = durations.readout
      case .reset, .delay: break
      case .barrier:
        let start = step.qubits.compactMap { ends[$0] }.max() ?? 0
        for qubit in step.qubits {
          if let end = ends[qubit] { (idleSeconds[qubit], ends[qubit]) = (idleSeconds[qubit] + start - end, start) }
        }
        continue
      }
      let start = step.qubits.compactMap { ends[$0] }.max() ?? 0
      for qubit in step.qubits {
        isUsed[qubit] = true
        if let end = ends[qubit] { idleSeconds[qubit] += start - end }
        ends[qubit] = start + duration
      }
    }
    used = (0..<qubitCount).filter { isUsed[$0] }
  }
}

/// A device's usual durations, before it is known where a program goes.
struct TypicalDurations {
  let pulse: Double
  let interaction: Double
  let readout: Double

  init(_ device: Device) {
    func median(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.sorted()[values.count / 2] }
    pulse = median(device.gates.compactMap { $0.qubits.count == 1 ? $0.durationInSeconds : nil }.filter { $0 > 0 })
    interaction = median(device.gates.compactMap { $0.qubits.count == 2 ? $0.durationInSeconds : nil })
    readout = median(device.qubits.compactMap { $0.readout?.durationInSeconds })
  }
}
