internal import Circuits
internal import Models
internal import Numerics

/// The linear equations between one row's gradient and the monomials of its inputs.
///
/// Derivatives of a mean by the weights are trigonometric polynomials of the inputs, d(x) = A e(x): e are the products
/// of 1, cos and sin of multiples of each input, 3^n of them where each enters one rotation. So a loss's gradient is
/// g = c A e(x), and the snapshot c e(x) (Heredge and others, arXiv:2405.08801) follows from it where A has full rank.
/// A is known from d on a grid of as many points.
struct SnapshotSystem {
  let axes: [InputAngles.Axis]
  /// Which of all products any value depends on, in the order of a `TrigonometricTable`.
  let monomials: [Int]
  /// How many independent combinations of those the values tell.
  let rank: Int
  /// The values of the monomials, all times the same number; nil where they do not follow from the gradient.
  let snapshot: [Double]?

  /// More points of a grid, values on one, or work for a decomposition are refused.
  private static let mostPoints = 6561.0
  private static let mostNumbers = Double(1 << 25)
  private static let mostWork = 4e9
  /// Singular values, and lengths of columns, below these shares of the largest count as 0.
  private static let leastValue = 1e-9
  private static let leastColumn = 1e-12

  /// - Precondition: gradients or updates of one step, of a circuit without layers around it.
  init(of evidence: GradientEvidence, through source: any DerivativeSource) throws(InversionError) {
    axes = try Self.axes(of: evidence)
    let blocks = try evidence.rounds.map { [axes] (round) throws(InversionError) in
      try Block(round, of: evidence, axes, source)
    }
    var squares = Array(repeating: 0.0, count: blocks[0].matrix.columnCount)
    for block in blocks {
      for row in 0..<block.matrix.rowCount {
        for (column, element) in block.matrix.row(row).enumerated() { squares[column] += element * element }
      }
    }
    let least = Self.leastColumn * (squares.max() ?? 0).squareRoot()
    monomials = squares.indices.filter { squares[$0].squareRoot() > least }
    let (matrix, right) = Self.equations(blocks, monomials, isScaleKnown: evidence.loss == .expectation)
    let (fewer, more) = (min(matrix.rowCount, matrix.columnCount), max(matrix.rowCount, matrix.columnCount))
    guard Double(fewer) * Double(fewer) * Double(more) <= Self.mostWork else {
      throw Self.tooLarge("\(matrix.rowCount) values and \(monomials.count) monomials of the inputs")
    }
    let values = SingularValues(matrix)
    let found = values?.rank(relativeTolerance: Self.leastValue) ?? 0
    rank = max(0, found - (matrix.columnCount - monomials.count))
    snapshot =
      found == matrix.columnCount
      ? values.map { [monomials] in Array($0.leastSquares(right).prefix(monomials.count)) } : nil
  }

  // MARK: Equations

  /// One round's values, and how they depend on all monomials but for a factor.
  private struct Block {
    var matrix: RealMatrix
    var values: [Double]
    /// What the values are multiplied with that is known of a loss without labels.
    var factor = 1.0

    init(
      _ round: GradientEvidence.Round, of evidence: GradientEvidence, _ axes: [InputAngles.Axis],
      _ source: any DerivativeSource
    ) throws(InversionError) {
      // What weights behind the circuit are derived by is not linear in the monomials.
      let places = round.components.indices.filter { round.components[$0] < evidence.layer.weights.count }
      values = places.map { round.values[$0] }
      if case .update(let steps) = round.message { factor = -steps.rate }
      let components = places.map { round.components[$0] }
      let samples = try SnapshotSystem.samples(components, round.weights, evidence.layer, axes, source)
      let points = axes.reduce(1) { $0 * $1.pointCount }
      guard !components.isEmpty else {
        matrix = RealMatrix(rowCount: 0, columnCount: points)
        return
      }
      let table = TrigonometricTable(axes, samples: samples, width: components.count)
      matrix = RealMatrix(rowCount: points, columnCount: components.count, elements: table.coefficients).transposed
    }
  }

  /// Equations for the monomials. Of a loss with labels each round has a factor of its own, c_t = dL/df: unknown are
  /// c e for the round with the largest values, and c / c_t for the others.
  private static func equations(
    _ blocks: [Block], _ monomials: [Int], isScaleKnown: Bool
  ) -> (matrix: RealMatrix, right: [Double]) {
    func largest(_ block: Block) -> Double { block.values.reduce(0) { max($0, $1.magnitude) } }
    let greatest = blocks.map(largest).max() ?? 0
    // Without values a round has no derivative by the mean, and says nothing of the inputs.
    let used = isScaleKnown ? blocks : blocks.filter { largest($0) > 1e-12 * greatest }
    let first = used.indices.max { largest(used[$0]) < largest(used[$1]) } ?? 0
    let size = used.flatMap(\.matrix.elements).reduce(0) { max($0, $1.magnitude) }
    let others = isScaleKnown ? [] : used.indices.filter { $0 != first }
    var rows: [[Double]] = []
    var right: [Double] = []
    for (place, block) in used.enumerated() {
      let largest = largest(block)
      for (line, value) in block.values.enumerated() {
        let row = block.matrix.row(line)
        let own = others.map { $0 == place && largest > 0 ? -value / largest * size : 0 }
        rows.append(monomials.map { row[row.startIndex + $0] } + own)
        right.append(isScaleKnown ? value / block.factor : place == first ? value : 0)
      }
    }
    let count = monomials.count + others.count
    return (RealMatrix(rowCount: rows.count, columnCount: count, elements: rows.flatMap(\.self)), right)
  }

  /// The mean's derivatives by some weights at all points of the grid; of several means, of their sum.
  private static func samples(
    _ components: [Int], _ weights: [Double], _ layer: CircuitLayer, _ axes: [InputAngles.Axis],
    _ source: any DerivativeSource
  ) throws(InversionError) -> [Double] {
    let places = Dictionary(uniqueKeysWithValues: layer.inputs.enumerated().map { ($1, $0) })
    let points = TrigonometricTable.grid(axes)
    let (means, width) = (layer.observables.count, layer.weights.count + layer.inputs.count)
    var samples: [Double] = []
    for start in stride(from: 0, to: points.count, by: 64) {
      let chunk = points[start..<min(points.count, start + 64)]
      let rows = chunk.flatMap { point in
        var row = Array(repeating: 0.0, count: layer.inputs.count)
        for (axis, value) in zip(axes, point) { if let place = places[axis.parameter] { row[place] = value } }
        return row
      }
      let found = try source.derivatives(at: rows, weights: .shared(weights), wantsMixed: false)
      for row in 0..<chunk.count {
        for component in components {
          samples.append(
            (0..<means).reduce(0) { $0 + found.gradients[(row * means + $1) * width + component] })
        }
      }
    }
    return samples
  }

  // MARK: What is refused

  /// The inputs' frequencies, where each enters angles of its own by multiples and the grid is within limits.
  private static func axes(of evidence: GradientEvidence) throws(InversionError) -> [InputAngles.Axis] {
    let layer = evidence.layer
    guard let angles = InputAngles(layer) else {
      throw unsupported(
        "inputs share angles with weights, or enter by frequencies that are no multiples of one: the gradient is no "
          + "polynomial of their cosines and sines")
    }
    guard !angles.axes.contains(where: { $0.parameter >= layer.circuit.parameters.count }) else {
      throw unsupported(
        "inputs enter angles by products or functions of them, and a snapshot is of rotations by multiples of one input"
      )
    }
    let points = angles.axes.reduce(1.0) { $0 * Double($1.pointCount) }
    guard points <= mostPoints else {
      let text = points < 1e15 ? "\(Int(points))" : "\(points)"
      throw tooLarge("\(angles.axes.count) inputs with \(text) monomials, of \(Int(mostPoints)) at most,")
    }
    let numbers = points * Double(evidence.values.count)
    guard numbers <= mostNumbers else { throw tooLarge("\(evidence.values.count) values at \(points) points") }
    return angles.axes
  }

  private static func tooLarge(_ what: String) -> InversionError {
    unsupported("\(what) make a system that is too large to be solved here")
  }

  static func unsupported(_ message: String) -> InversionError {
    .unsupported(message, help: "use --attack least-squares")
  }
}
