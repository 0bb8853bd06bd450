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
    var used = alsoUsed
    for step in steps {
      if case .barrier = step.action { continue }
      used.formUnion(step.qubits)
    }
    self.used = used.sorted()
    count(steps)
    findWaiting(steps, durations)
  }

  private mutating func count(_ steps: [Step]) {
    var partner = Array(repeating: (qubit: -1, count: 0), count: weights.count)
    var inRun = Array(repeating: false, count: weights.count)
    for step in steps {
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
      case .gate:
        if !inRun[step.qubits[0]] { pulses[step.qubits[0]] += 1 }
        inRun[step.qubits[0]] = true
      case .measure: for qubit in step.qubits { measurements[qubit] += 1 }
      case .reset, .barrier, .delay: break
      }
    }
  }

  /// Lets every step begin as soon as it can.
  private mutating func findWaiting(_ steps: [Step], _ durations: TypicalDurations) {
    var ends: [Double?] = Array(repeating: nil, count: weights.count)
    for step in steps {
      let start = step.qubits.compactMap { ends[$0] }.max() ?? 0
      var duration = 0.0
      var begins = true
      switch step.action {
      case .gate: duration = step.isInteraction ? durations.interaction : durations.pulse
      case .measure: duration = durations.readout
      case .barrier: begins = false
      case .reset, .delay: break
      }
      for qubit in step.qubits {
        if let end = ends[qubit] { idleSeconds[qubit] += start - end } else if !begins { continue }
        ends[qubit] = start + duration
      }
    }
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
