internal import CKernels

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Which instruction set the kernels use. All of them compute the same to rounding; one of them, the same bits.
package enum InstructionLevel: Int, CaseIterable, Comparable, Sendable {
  case baseline, avx2, avx512

  /// The highest level of this machine, or a lower one that `SHOTGLASS_KERNEL` names.
  package static let current: InstructionLevel = {
    guard let text = getenv("SHOTGLASS_KERNEL"), let asked = InstructionLevel(name: String(cString: text)) else {
      return best
    }
    return min(asked, best)
  }()

  package static let best = InstructionLevel(rawValue: Int(kernel_best_level().rawValue)) ?? .baseline

  package var name: String { "\(self)" }

  package init?(name: String) {
    guard let level = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = level
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
