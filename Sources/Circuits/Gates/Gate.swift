/// What an operation applies: a row of the gate table or a gate that the program declares, under modifiers.
package struct Gate: Hashable, Sendable {
  package enum Target: Hashable, Sendable {
    case standard(StandardGate)
    /// A place in `Circuit.declarations`.
    case declared(Int)
  }

  package var target: Target
  /// Exponents applied to the target one after the other, innermost first; `inv` is -1.
  package var powers: [Double]
  /// Polarities of the controls, outermost first: the first operands, before the target's.
  package var controls: [Bool]

  package init(_ target: Target, powers: [Double] = [], controls: [Bool] = []) {
    self.target = target
    self.powers = powers
    self.controls = controls
  }

  package init(_ standard: StandardGate) { self.init(.standard(standard)) }

  package var isModified: Bool { !powers.isEmpty || !controls.isEmpty }
}
