namespace Bot3.Messaging.Domain.Values;

/// <summary>What a check has found so far; costs nothing until something is found.</summary>
/// <remarks>Passed by reference from rule to rule. <c>default</c> is a list without findings.</remarks>
/// <typeparam name="T">One finding.</typeparam>
public ref struct Findings<T>
    where T : class
{
    private List<T>? _found;

    /// <summary>True as long as nothing was found.</summary>
    public readonly bool IsEmpty => _found is null;

    /// <summary>Adds one more, after those found before.</summary>
    public void Add(T finding) => (_found ??= []).Add(finding);

    /// <summary>All, in the order in which they were found.</summary>
    public readonly IReadOnlyList<T> All => (IReadOnlyList<T>?)_found ?? [];
}
