using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Hosting.Configuration;

/// <summary>Binds one section, and remembers what could not be bound, so that the validator reports it beside all the rest.</summary>
internal sealed class SectionBinder<T> : IConfigureOptions<T>, IValidateOptions<T>
    where T : class, new()
{
    private readonly IConfigurationSection _section;

    public SectionBinder(IConfigurationSection section) => _section = section;

    public void Configure(T options)
    {
        // The stock binder stops at the first unreadable value. It gets only the readable ones, so that one run shows every mistake.
        var readable = SectionInspection.Of(_section, typeof(T)).Readable;
        new ConfigurationBuilder().AddInMemoryCollection(readable).Build().Bind(options);
    }

    public ValidateOptionsResult Validate(string? name, T options)
    {
        var failures = new List<string>(SectionInspection.Of(_section, typeof(T)).Violations);
        ValidateAnnotations(options, failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private void ValidateAnnotations(T options, List<string> failures)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        foreach (var result in results)
        {
            var member = result.MemberNames.FirstOrDefault();
            if (member is null)
            {
                failures.Add($"{_section.Path}: {result.ErrorMessage}");
                continue;
            }

            var value = typeof(T).GetProperty(member)?.GetValue(options);
            failures.Add($"{_section.Path}:{member} was '{value}': {result.ErrorMessage}");
        }
    }
}
