import Defences
import Formats
import Models

/// How what a training protects is printed.
struct PrivacyPresentation {
  let privacy: TrainingPrivacy

  private var uses: (rate: Double, count: Int)? {
    guard let step = privacy.history.steps.first, case .subsampledGaussian(let rate, _) = step.mechanism else {
      return nil
    }
    return (rate, step.count)
  }

  var text: String {
    let (renyi, loss) = (privacy.renyi, privacy.loss)
    var lines = [
      "epsilon \(Self.short(privacy.epsilon)) at delta \(privacy.delta), by \(privacy.accountant.rawValue): "
        + "\(privacy.rowCount) training rows, one more or less",
      "  rdp \(Self.short(renyi.epsilon))" + (renyi.order.map { " (order \($0))" } ?? "")
        + ", prv \(Self.short(loss.epsilon))"
        + (loss.lowerEpsilon.map { " (not below \(Self.short($0)))" } ?? "")
        + (loss.note.map { ", which is Renyi's: \($0)" } ?? ""),
      "  gradients clipped to \(privacy.settings.clippingNorm), noise multiplier \(privacy.settings.noiseMultiplier), "
        + (uses.map { "\($0.count) steps, each row drawn with probability \(Self.short($0.rate))" } ?? "no steps"),
    ]
    if let estimate = privacy.estimate {
      lines.append("  gdp estimates \(Self.short(estimate.epsilon)), which is no guarantee and is not used")
    }
    return (lines + privacy.warnings.map { "  note: \($0)" }).map { $0 + "\n" }.joined()
  }

  var json: JSON {
    [
      "protects": .string(TrainingPrivacy.protects.rawValue), "epsilon": Self.number(privacy.epsilon),
      "delta": .number(privacy.delta), "accountant": .string(privacy.accountant.rawValue),
      "clippingNorm": .number(privacy.settings.clippingNorm),
      "noiseMultiplier": .number(privacy.settings.noiseMultiplier), "rows": .integer(privacy.rowCount),
      "samplingRate": JSON(uses?.rate), "steps": .integer(uses?.count ?? 0),
      "rdp": Self.json(privacy.renyi), "prv": Self.json(privacy.loss),
      "gdp": privacy.estimate.map { ["epsilon": Self.number($0.epsilon), "isGuarantee": false] } ?? .null,
      "warnings": .array(privacy.warnings.map { .string($0) }),
    ]
  }

  /// A bound by one accountant.
  static func json(_ bound: PrivacyBound) -> JSON {
    [
      "epsilon": number(bound.epsilon), "lowerEpsilon": JSON(bound.lowerEpsilon), "order": JSON(bound.order),
      "note": JSON(bound.note),
    ]
  }

  /// Null where it is infinite.
  static func number(_ epsilon: Double) -> JSON { epsilon.isFinite ? .number(epsilon) : .null }

  static func short(_ number: Double) -> String {
    number.isFinite ? TrainingJob.short(number) : "without bound"
  }
}
