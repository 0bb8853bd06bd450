internal import Circuits
internal import Execution

/// Points at which a circuit function is evaluated.
///
/// What points have in common is computed once for all of them, so a batch of inputs to a circuit with the same
/// weights is best given by the weights and the inputs apart.
package struct CircuitPoints: Sendable {
  /// Row-major: [point][parameter], or [point][varying parameter].
  let values: [Double]
  let shared: Shared?

  struct Shared: Sendable {
    /// A value for each parameter; those that vary are not read.
    let base: [Double]
    /// Which parameters have values of their own at each point.
    let varying: [UInt32]
  }

  /// Values of all parameters for each point.
  package init(_ values: [Double]) {
    self.values = values
    shared = nil
  }

  /// Points that differ from `base` in some parameters only, whose values stand row-major in `values`.
  package init(base: [Double], varying: [Int], values: [Double]) {
    self.values = values
    shared = Shared(base: base, varying: varying.map { UInt32(truncatingIfNeeded: $0) })
  }

  /// How many values a point has, of a function of so many parameters.
  func stride(_ parameterCount: Int) -> Int { shared?.varying.count ?? parameterCount }

  /// How many points there are.
  func count(_ parameterCount: Int) throws(SimulationError) -> Int {
    if let shared {
      guard shared.base.count == parameterCount else {
        throw .circuit(.wrongValueCount(expected: parameterCount, found: shared.base.count))
      }
      if let wrong = shared.varying.first(where: { $0 >= parameterCount }) {
        throw .circuit(.wrongValueCount(expected: parameterCount, found: Int(wrong) + 1))
      }
    }
    let stride = stride(parameterCount)
    guard stride > 0 ? values.count.isMultiple(of: stride) : values.isEmpty else {
      throw .circuit(.wrongValueCount(expected: stride, found: values.count % max(stride, 1)))
    }
    return stride > 0 ? values.count / stride : 1
  }

  /// All parameters of one point.
  func point(_ index: Int, _ parameterCount: Int) -> [Double] {
    let stride = stride(parameterCount)
    let own = values[index * stride..<(index + 1) * stride]
    guard let shared else { return Array(own) }
    var result = shared.base
    for (parameter, value) in zip(shared.varying, own) { result[Int(parameter)] = value }
    return result
  }

  /// Some of the points.
  func part(_ range: Range<Int>, _ parameterCount: Int) -> CircuitPoints {
    let stride = stride(parameterCount)
    return replacing(Array(values[range.lowerBound * stride..<range.upperBound * stride]))
  }

  func replacing(_ values: [Double]) -> CircuitPoints {
    guard let shared else { return CircuitPoints(values) }
    return CircuitPoints(base: shared.base, varying: shared.varying.map { Int($0) }, values: values)
  }

  /// With every value as its parameter's type holds it.
  func held(_ quantised: [(place: Int, parameter: Parameter)], _ parameterCount: Int) -> CircuitPoints {
    guard !quantised.isEmpty else { return self }
    let stride = stride(parameterCount)
    var values = values
    var base = shared?.base ?? []
    for (place, parameter) in quantised {
      if shared != nil { base[place] = parameter.held(base[place]) }
      let column = shared.map { $0.varying.firstIndex(of: UInt32(place)) } ?? place
      guard let column else { continue }
      for index in Swift.stride(from: column, to: values.count, by: stride) {
        values[index] = parameter.held(values[index])
      }
    }
    guard let shared else { return CircuitPoints(values) }
    return CircuitPoints(base: base, varying: shared.varying.map { Int($0) }, values: values)
  }
}
