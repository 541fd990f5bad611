namespace Bot3.Messaging.Architecture_Tests;

/// <summary>Nothing outside its folder may know which client talks to an exchange; settings and one factory are the doors.</summary>
public sealed class ExchangeSeamTests
{
    private const string Namespace = "Bot3.Messaging.ExchangeWorker.Exchanges.Binance";

    // Where an account's settings name its exchange, and the one factory that makes its gateway.
    private static readonly string[] Doors = ["AccountOptions.cs", "ExchangeOptionsRules.cs", "BinanceAccounts.cs"];

    [Fact]
    public void ExchangeWorker_OutsideTheBinanceFolder_DoesNotNameIt()
        => Assert.Empty(Offenders(Source.Files.Where(IsOutside).Select(file => (file, File.ReadAllText(file)))));

    [Fact]
    public void ExchangeWorker_NamingBinanceOutside_IsFound()
        => Assert.Equal(["Other.cs"], Offenders([("Other.cs", $"using {Namespace};")]));

    private static bool IsOutside(string file)
        => file.StartsWith(Source.Folder, StringComparison.Ordinal)
            && !file.Contains(Path.Combine("Exchanges", "Binance"), StringComparison.Ordinal)
            && !Doors.Contains(Path.GetFileName(file), StringComparer.Ordinal);

    private static IReadOnlyList<string> Offenders(IEnumerable<(string File, string Text)> files)
        => [.. files.Where(file => file.Text.Contains(Namespace, StringComparison.Ordinal)).Select(file => Path.GetFileName(file.File))];
}
