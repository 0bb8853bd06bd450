internal import Execution
internal import Models
internal import Numerics
internal import Simulation

/// How far a mean's gradient goes along one direction, at one row of inputs, is a Hermitian form of the state that these
/// are encoded in. A few of its eigenvectors, those on which it is greatest, show most of it in a fraction of the time.
package struct GradientForm: Sendable {
  private let base: [Double]
  private let inputs: [Int]
  private let form: EncodedForm

  /// Of the only mean's derivatives along a direction of the weights, and against it; nil where inputs and weights are not
  /// apart, or there are several means or too many states.
  static func pair(
    of layer: CircuitLayer, _ gradients: CircuitDerivatives, at weights: [Double], along direction: [Double],
    weighing weight: (_ value: Double, _ usual: Double) -> Double = emphasis
  ) throws(SimulationError) -> (along: GradientForm, against: GradientForm)? {
    let size = gradients.encodedCount / 2
    guard size <= mostStates, gradients.function.observables.count == 1, gradients.encodes(layer.inputs) else {
      return nil
    }
    let base = layer.point(weights, Array(repeating: 0.0, count: layer.inputs.count)[...])
    let elements = try elements(gradients, at: base, along: direction)
    guard let system = HermitianEigensystem(elements, size: size) else { return nil }
    let places = 0..<min(rank, size)
    let usual = (system.values.reduce(0) { $0 + $1 * $1 } / Double(size)).squareRoot()
    func form(_ place: (Int) -> Int, _ sign: Double) -> GradientForm {
      let vectors = places.map(place).map { place in
        let root = weight(max(0, sign * system.values[place]), usual).squareRoot()
        return system.vectors[place].map { root * $0 }
      }
      return GradientForm(base: base, inputs: layer.inputs, form: gradients.form(along: vectors, by: layer.inputs))
    }
    return (form({ $0 }, 1), form({ size - 1 - $0 }, -1))
  }

  private static let mostStates = 1 << 8
  private static let rank = 16

  /// What counts in place of an eigenvalue: those that are far greater than usual tell points near the inputs best, and
  /// count for more than in the form itself.
  private static func emphasis(_ value: Double, _ usual: Double) -> Double {
    value > 0 ? value * (1 + value / usual) : 0
  }

  /// The form's matrix M, of its values at states j, (j + k) / sqrt 2, which is the mean of those at j and k and Re M_jk,
  /// and (j + i k) / sqrt 2, which is their mean less Im M_jk.
  private static func elements(
    _ gradients: CircuitDerivatives, at base: [Double], along direction: [Double]
  ) throws(SimulationError) -> [Complex] {
    let size = gradients.encodedCount / 2
    func values(_ states: [[Double]]) throws(SimulationError) -> [Double] {
      let points = CircuitPoints(states.flatMap { _ in base })
      let found = try gradients.gradients(at: points, from: states.flatMap(\.self)).gradients
      return states.indices.map { state in
        direction.indices.reduce(0) { $0 + direction[$1] * found[state * direction.count + $1] }
      }
    }
    let half = 0.5.squareRoot()
    func state(_ first: Int, _ second: Int, _ part: Int) -> [Double] {
      var state = Array(repeating: 0.0, count: 2 * size)
      (state[2 * first], state[2 * second + part]) = (half, half)
      return state
    }
    let diagonal = try values(
      (0..<size).map { own in (0..<2 * size).map { $0 == 2 * own ? 1 : 0 } })
    var elements = Array(repeating: Complex.zero, count: size * size)
    for row in 0..<size {
      elements[row * size + row] = Complex(diagonal[row])
      let columns = Array(row + 1..<size)
      guard !columns.isEmpty else { continue }
      let real = try values(columns.map { state(row, $0, 0) })
      let imaginary = try values(columns.map { state(row, $0, 1) })
      for (place, column) in columns.enumerated() {
        let mean = (diagonal[row] + diagonal[column]) / 2
        elements[row * size + column] = Complex(real[place] - mean, mean - imaginary[place])
        elements[column * size + row] = elements[row * size + column].conjugate
      }
    }
    return elements
  }

  var inputCount: Int { inputs.count }

  /// At rows of inputs, one after the other.
  func values(at inputs: [Double]) throws(InversionError) -> [Double] {
    try found(at: inputs, wantsGradients: false).values
  }

  /// And [row][input], the derivatives.
  func gradients(at inputs: [Double]) throws(InversionError) -> (values: [Double], gradients: [Double]) {
    try found(at: inputs, wantsGradients: true)
  }

  /// Rows at which some angle is no number have none for a value either.
  private func found(
    at inputs: [Double], wantsGradients: Bool
  ) throws(InversionError) -> (values: [Double], gradients: [Double]) {
    do throws(SimulationError) {
      guard wantsGradients else { return (try form.values(at: points(inputs)), []) }
      let found = try form.gradients(at: points(inputs))
      return (found.values, found.gradients)
    } catch {
      guard case .angleNotFinite = error else { throw .simulation(error) }
      let half = inputs.count / inputCount / 2 * inputCount
      guard half > 0 else { return ([.nan], wantsGradients ? inputs.map { _ in .nan } : []) }
      let first = try found(at: Array(inputs[..<half]), wantsGradients: wantsGradients)
      let last = try found(at: Array(inputs[half...]), wantsGradients: wantsGradients)
      return (first.values + last.values, first.gradients + last.gradients)
    }
  }

  private func points(_ values: [Double]) -> CircuitPoints {
    CircuitPoints(base: base, varying: inputs, values: values)
  }
}
