package import Numerics

/// A step of a written-out gate on two qubits; wires are 0 and 1.
package enum SynthesisPiece {
  case local(SquareMatrix, wire: Int)
  case cx(control: Int, target: Int)
  case iswap
  /// exp(-i angle ZZ / 2)
  case ising(Double)
}

extension InteractionForm {
  /// The gate with as few cx as it takes.
  package var withCX: [SynthesisPiece] { pieces(cxCount: cxCount) }

  /// The gate with so many cx.
  /// - Precondition: `cxCount`, or 3.
  func pieces(cxCount: Int) -> [SynthesisPiece] {
    let core: [SynthesisPiece] =
      switch cxCount {
      case 0: []
      case 1: singleCX
      case 2: doubleCX
      default: tripleCX
      }
    return locals(before) + core + locals(after)
  }

  /// The gate with interactions of angles up to pi/2, at most three.
  package var withIsing: [SynthesisPiece] {
    let root = SquareMatrix.turnX(.pi / 2)
    let axes: [(Double, SquareMatrix)] = [(x, .hadamard), (y, root), (z, .identity(2))]
    let core = axes.filter { $0.0.magnitude > 1e-11 }.flatMap { coordinate, gate in
      // X on one qubit turns the sign of ZZ: machines tend to want positive angles.
      let first = coordinate > 0 ? SquareMatrix.pauliX * gate : gate
      return locals([first, gate]) + [.ising(2 * coordinate.magnitude)] + locals([first.adjoint, gate.adjoint])
    }
    return locals(before) + core + locals(after)
  }

  private func locals(_ gates: [SquareMatrix]) -> [SynthesisPiece] {
    gates.enumerated().map { .local($0.element, wire: $0.offset) }
  }

  /// exp(i pi/4 XX).
  private var singleCX: [SynthesisPiece] {
    [
      .local(.turnZ(-.pi / 2) * .hadamard, wire: 0), .local(.turnX(-.pi / 2), wire: 1), .cx(control: 0, target: 1),
      .local(.hadamard, wire: 0),
    ]
  }

  /// Between two cx, XX is X on the control and ZZ is Z on the target.
  private var doubleCX: [SynthesisPiece] {
    let root = SquareMatrix.turnX(.pi / 2)
    return locals([root, root])
      + [
        .cx(control: 0, target: 1), .local(.turnX(-2 * x), wire: 0), .local(.turnZ(-2 * y), wire: 1),
        .cx(control: 0, target: 1),
      ] + locals([root.adjoint, root.adjoint])
  }

  /// Vatan and Williams, Phys. Rev. A 69 (2004) 032315, figure 6.
  private var tripleCX: [SynthesisPiece] {
    let quarter = Double.pi / 2
    return [
      .local(.turnZ(-quarter), wire: 1), .cx(control: 1, target: 0), .local(.turnZ(quarter - 2 * z), wire: 0),
      .local(.turnY(2 * x - quarter), wire: 1), .cx(control: 0, target: 1), .local(.turnY(quarter - 2 * y), wire: 1),
      .cx(control: 1, target: 0), .local(.turnZ(quarter), wire: 0),
    ]
  }
}

extension SynthesisPiece {
  /// A gate with iswap: each is cz with its qubits exchanged, so that an odd number of them has to make the gate with
  /// an exchange behind it.
  package static func withISwap(_ matrix: SquareMatrix) -> [SynthesisPiece] {
    let form = InteractionForm(matrix)
    if form.isLocal { return form.pieces(cxCount: 0) }
    let exchanged = InteractionForm(SquareMatrix.exchange * matrix)
    if exchanged.cxCount == 1 { return exchanging(exchanged.pieces(cxCount: 1)) }
    return form.isPlanar ? exchanging(form.pieces(cxCount: 2)) : exchanging(exchanged.pieces(cxCount: 3))
  }

  /// Each cx as iswap, the wires behind it exchanged.
  private static func exchanging(_ pieces: [SynthesisPiece]) -> [SynthesisPiece] {
    var isExchanged = false
    var result: [SynthesisPiece] = []
    func place(_ wire: Int) -> Int { isExchanged ? 1 - wire : wire }
    for piece in pieces {
      switch piece {
      case .local(let gate, let wire): result.append(.local(gate, wire: place(wire)))
      case .cx(_, let target):
        let undone = SquareMatrix.phaseGate.adjoint
        result.append(.local(.hadamard, wire: place(target)))
        result += [.iswap]
        isExchanged.toggle()
        result += [.local(undone, wire: 0), .local(undone, wire: 1), .local(.hadamard, wire: place(target))]
      case .iswap, .ising: result.append(piece)
      }
    }
    return result
  }

  /// How many gates on two qubits there are among the pieces.
  package static func interactionCount(_ pieces: [SynthesisPiece]) -> Int {
    pieces.count { if case .local = $0 { false } else { true } }
  }

  /// The matrix that pieces multiply to.
  package static func matrix(of pieces: [SynthesisPiece]) -> SquareMatrix {
    var result = SquareMatrix.identity(4)
    for piece in pieces {
      switch piece {
      case .local(let gate, let wire): result.apply(gate, at: [wire])
      case .cx(let control, let target): result.apply(SquareMatrix.pauliX.controlled(), at: [control, target])
      case .iswap: result = SquareMatrix.exchange * SquareMatrix(diagonal: [.one, .i, .i, .one]) * result
      case .ising(let angle):
        let (same, different) = (Complex.phase(-angle / 2), Complex.phase(angle / 2))
        result = SquareMatrix(diagonal: [same, different, different, same]) * result
      }
    }
    return result
  }
}
