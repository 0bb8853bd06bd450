import Defences
import Models
import Testing

@Suite("Noise for an epsilon") struct NoiseCalibrationTests {
  @Test(
    "the noise that is found has at most the epsilon that was asked for, by the same accountant, and hardly less",
    arguments: [AccountantName.rdp, .prv])
  func reaches(accountant: AccountantName) throws {
    for (target, delta) in accountant == .rdp ? [(0.3, 1e-5), (3, 1e-3), (40, 1e-8)] : [(3, 1e-3)] {
      let calibration = try NoiseCalibration(rate: 0.2, stepCount: 20, accountant: accountant, accuracy: .coarse)
      let noise = try calibration.noiseMultiplier(for: target, at: delta)
      let reached = try calibration.epsilon(noiseMultiplier: noise, at: delta)
      #expect(reached <= target && reached > 0.99 * target, "\(target): noise \(noise), epsilon \(reached)")
      #expect((noise * 1e4).rounded() / 1e4 == noise)
    }
  }

  @Test("the tighter accountant needs less noise")
  func tighter() throws {
    let noises = try [AccountantName.rdp, .prv].map { accountant in
      try NoiseCalibration(rate: 0.1, stepCount: 20, accountant: accountant, accuracy: .coarse)
        .noiseMultiplier(for: 2, at: 1e-5)
    }
    #expect(noises[1] < noises[0])
  }

  @Test("without steps or rows the least noise does, and what no noise reaches is refused")
  func edges() throws {
    for (rate, steps) in [(0.0, 100), (0.5, 0)] {
      let none = try NoiseCalibration(rate: rate, stepCount: steps, accountant: .prv, accuracy: .coarse)
      #expect(try none.noiseMultiplier(for: 1, at: 1e-5) < 0.02)
    }
    let error = try #require(throws: DefenceError.self) {
      try NoiseCalibration(rate: 0.1, stepCount: 1, accountant: .gdp)
    }
    #expect(error.help.contains("rdp"))
    let endless = try NoiseCalibration(rate: 1, stepCount: .max, accountant: .rdp)
    #expect(throws: DefenceError.self) { try endless.noiseMultiplier(for: 1, at: 1e-5) }
    let usual = try NoiseCalibration(rate: 0.1, stepCount: 10, accountant: .rdp)
    for (target, delta) in [(0, 1e-5), (-1, 1e-5), (.nan, 1e-5), (.infinity, 1e-5), (1, 0), (1, 1)] {
      #expect(throws: DefenceError.self) { try usual.noiseMultiplier(for: target, at: delta) }
    }
  }
}
