package import Formats
package import Numerics

/// One way of looking at a model or a machine: what it varies, what it costs, what it finds, and how that is drawn.
///
/// A new analysis is a file with a conformer, and its row in `AnalysisTable`.
package protocol Analysis: Sendable {
  /// As study files name it.
  static var kind: String { get }
  /// Raised with every change of what is found; changes the ids of cells.
  static var algorithm: Int { get }
  static var title: String { get }
  /// What is done, in words for a report.
  static var method: String { get }
  static var citations: [Citation] { get }
  static var axes: [Axis] { get }
  /// Whether it works on the study's model and data.
  static var needsModel: Bool { get }
  static var figures: [FigurePlan] { get }
  /// In how many batches a cell sends its circuits at most.
  static var batchCount: Int { get }
  /// What a grid has of an axis where it does not say.
  static func defaults(of axis: Axis) -> [AxisValue]

  /// Reads its own keys; the reader refuses others.
  init(reading object: inout JSONObjectReader) throws(FormatError)
  /// Its own keys, with nothing left out.
  var parameters: [String: JSON] { get }

  /// What to do where it has nothing to do at any point.
  static var idleHelp: String { get }
  /// Whether it has something to do at a point.
  func isPossible(at point: GridPoint) -> Bool
  func spending(at point: GridPoint, on bench: Workbench) throws(StudyError) -> Spending
  /// Does the work; what is drawn comes from the stream.
  func measure(at point: GridPoint, on bench: Workbench, stream: RandomStream) async throws(StudyError) -> Finding
  /// The numbers that answer the study's question, from records of this analysis.
  static func statements(of records: [Record]) -> [Statement]
}

extension Analysis {
  package static var needsModel: Bool { true }
  package static var batchCount: Int { 1 }
  package static var idleHelp: String {
    "it compares machines with the ideal one: add one to grid.backends, such as \"noisy-ibm_manila\""
  }
  package static func defaults(of axis: Axis) -> [AxisValue] { axis.defaults }
  package func isPossible(at point: GridPoint) -> Bool { true }
}

/// What a cell is expected to take.
package struct Spending: Hashable, Sendable {
  package var circuits = 0
  package var shots = 0
  /// On this machine, a rough guess.
  package var seconds = 0.0
  /// By the price list of the machine; nil where that does not say. What is simulated costs nothing.
  package var cost: Double? = 0

  /// Numbers that are too large stay at the largest.
  package static func + (left: Spending, right: Spending) -> Spending {
    func sum(_ left: Int, _ right: Int) -> Int {
      let (sum, isTooLarge) = left.addingReportingOverflow(right)
      return isTooLarge ? .max : sum
    }
    return Spending(
      circuits: sum(left.circuits, right.circuits), shots: sum(left.shots, right.shots),
      seconds: left.seconds + right.seconds,
      cost: left.cost.flatMap { cost in right.cost.map { cost + $0 } })
  }
}

/// What a cell found.
package struct Finding: Sendable {
  package var values: [String: Double] = [:]
  package var intervals: [String: ClosedRange<Double>] = [:]
  /// What was measured again and again, so that reports can draw the repetitions anew.
  package var repetitions: [String: [Double]] = [:]
  package var shots = 0
  /// Ids of what was run for it.
  package var acquisitions: [String] = []
}

/// How records become a figure: a value over an axis, a line for each choice of other axes.
package struct FigurePlan: Hashable, Sendable {
  package let id: String
  package let title: String
  package let caption: String
  package let x: Axis
  package let y: String
  package let yTitle: String
  /// What tells lines apart; over other axes the mean is taken.
  package let series: [Axis]
  /// Further values that are drawn as limits, and what they are called.
  package var bounds: [(value: String, title: String)] = []
  /// How the value follows from what a record has repetitions of; where it is nil, from those of its own name.
  package var repeated: Repeated?
  package var isLogarithmicX = true
  package var isLogarithmicY = true
  /// A measured value in place of the axis' own, and what it is called: each value of the axis is a point, and those of
  /// one family share a line. There is no figure where the axis has one value only.
  package var measuredX: (value: String, title: String)?
  /// Whether further axes of the lines make panels side by side in one figure, not figures of their own.
  package var hasPanels = false
  /// Beyond which no value is, so that no interval is either.
  package var range: ClosedRange<Double>?
  /// How a point follows from all of its records together, and how its interval is made; where it is nil, a point is the
  /// mean of their values.
  package var pooled: Pooled?
  /// Draws true over false positive rates in place of a value over an axis, at the middle one of the axis' values.
  package var curve: Curve?
  /// Values drawn as bars side by side, a group for each value of the axis, and what they are called; then there are no
  /// lines.
  package var bars: [(value: String, title: String)] = []

  /// A value that follows from the mean of other numbers, such as a root mean square.
  package struct Repeated: Sendable {
    package let name: String
    package let value: @Sendable (_ mean: Double, _ record: Record) -> Double
  }

  /// A value of several records at once, such as a rate at a threshold that they share.
  package struct Pooled: Sendable {
    package let value: @Sendable (_ records: [Record]) -> (value: Double, interval: ClosedRange<Double>)?
    /// What the intervals are, in a sentence.
    package let note: String
  }

  /// Scores that records keep as repetitions: of cases that are to be found, and of others.
  package struct Curve: Sendable {
    package let positives: String
    package let negatives: String
  }

  package static func == (left: Self, right: Self) -> Bool { left.id == right.id }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// The analyses there are.
package enum AnalysisTable {
  package static let all: [any Analysis.Type] = [
    GradientQuality.self, Expressivity.self, SimulatorFidelity.self, GradientInversion.self, PrivacyScaling.self,
    MembershipInference.self, Unlearning.self,
  ]

  /// All attacks that an analysis knows, by their names in study files.
  static let attackNames = GradientInversion.AttackChoice.allCases.map(\.rawValue) + MembershipInference.attackNames
}
