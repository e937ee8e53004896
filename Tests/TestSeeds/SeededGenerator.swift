import Foundation

/// A source of random numbers that can be replayed: SplitMix64 of Steele, Lea and Flood.
///
/// `seeded(for:)` prints the seed; the same tests with `RELEVE_TEST_SEED=<seed>` in the environment
/// see the same numbers.
public struct SeededGenerator: RandomNumberGenerator {
  /// The seed that this generator began with.
  public let seed: UInt64

  private var state: UInt64

  /// A generator that yields the same numbers for the same seed, on every machine.
  public init(seed: UInt64) {
    self.seed = seed
    self.state = seed
  }

  /// A generator from `RELEVE_TEST_SEED` where it is set, else from the system's randomness. Prints
  /// the seed beside `purpose`, so that a failure can be replayed.
  public static func seeded(for purpose: String) -> SeededGenerator {
    let given = ProcessInfo.processInfo.environment["RELEVE_TEST_SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64.random(in: .min ... .max)
    print("RELEVE_TEST_SEED=\(seed) (\(purpose))")
    return SeededGenerator(seed: seed)
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
