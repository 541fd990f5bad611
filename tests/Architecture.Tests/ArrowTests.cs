using System.Reflection;

namespace Bot3.Messaging.Architecture_Tests;

public sealed class ArrowTests
{
    [Fact]
    public void Projects_AsReferenced_KeepTheArrows() => Assert.Empty(ProjectArrows.Violations(ProjectArrows.Read(Source.Folder)));

    [Theory]
    [InlineData("RiskWorker", "ExchangeWorker")]
    [InlineData("Domain", "Contracts")]
    [InlineData("Persistence", "Hosting")]
    [InlineData("ExchangeSimulator", "Domain")]
    [InlineData("Hosting", "Contracts")]
    public void Projects_WithAForbiddenArrow_AreFound(string from, string to)
    {
        var arrows = ProjectArrows.Read(Source.Folder).ToDictionary(StringComparer.Ordinal);
        arrows[from] = [.. arrows[from], to];
        Assert.Equal([$"{from} -> {to}"], ProjectArrows.Violations(arrows));
    }

    [Fact]
    public void Projects_WithAnUnknownProject_AreFound()
    {
        var arrows = ProjectArrows.Read(Source.Folder).ToDictionary(StringComparer.Ordinal);
        arrows["Everything"] = [];
        Assert.Equal(["Everything is not in the architecture"], ProjectArrows.Violations(arrows));
    }

    [Fact]
    public void Domain_Assembly_ReferencesTheBaseClassLibraryOnly()
        => Assert.Empty(ForeignReferences(typeof(Domain.Orders.Order).Assembly));

    [Fact]
    public void Contracts_Assembly_ReferencesTheBaseClassLibraryOnly()
        => Assert.Empty(ForeignReferences(typeof(Contracts.SubmitOrder).Assembly));

    [Fact]
    public void Persistence_Assembly_IsSeenToReferenceMore()
        => Assert.Contains("Npgsql", ForeignReferences(typeof(Persistence.Sessions.IDurableStore).Assembly));

    private static IReadOnlyList<string> ForeignReferences(Assembly assembly)
        => [.. assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(
            name => !name.StartsWith("System.", StringComparison.Ordinal))];
}
