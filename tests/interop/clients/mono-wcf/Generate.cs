// svcutil in small: contracts of WSDLs, by Mono's own WsdlImporter. mono generate.exe OUT URL...
//
// Mono's svcutil.exe writes an empty file for every WSDL whose schemas are imported by location, as
// all of WCF's are: it hands the importer the schemas twice ("The global element ... has already
// been declared"). Its importer skips headers, and its generator writes no message contracts: that
// is done here, as Microsoft's svcutil does it.

using System.CodeDom;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.ServiceModel;
using System.ServiceModel.Description;
using System.Web.Services.Description;
using System.Web.Services.Discovery;
using MessageDescription = System.ServiceModel.Description.MessageDescription;
using Wsdl = System.Web.Services.Description.ServiceDescription;

static class Generate
{
    static Wsdl Download(string url)
    {
        var discovery = new DiscoveryClientProtocol();
        discovery.DiscoverAny(url);
        discovery.ResolveAll();
        return discovery.Documents.Values.OfType<Wsdl>().Single();
    }

    static IEnumerable<CodeTypeDeclaration> Types(CodeCompileUnit unit)
    {
        return unit.Namespaces.Cast<CodeNamespace>().SelectMany(
            space => space.Types.Cast<CodeTypeDeclaration>());
    }

    static string ClrName(string xmlNamespace)
    {
        return xmlNamespace.Substring("http://".Length).Replace('/', '.');
    }

    static CodeAttributeDeclaration Attribute<T>(params string[] namesAndValues)
    {
        var attribute = new CodeAttributeDeclaration(new CodeTypeReference(typeof(T)));
        for (int i = 0; i < namesAndValues.Length; i += 2)
            attribute.Arguments.Add(new CodeAttributeArgument(
                namesAndValues[i], new CodePrimitiveExpression(namesAndValues[i + 1])));
        return attribute;
    }

    static CodeMemberField Field<TAttribute>(
        CodeTypeReference type, string name, string xmlNamespace)
    {
        var field = new CodeMemberField(type, name) { Attributes = MemberAttributes.Public };
        field.CustomAttributes.Add(Attribute<TAttribute>("Namespace", xmlNamespace));
        return field;
    }

    // Turns the data contract that Mono makes of a wrapper element into a message contract.
    static CodeTypeReference Message(
        CodeCompileUnit unit, MessageDescription message, MessageBinding binding)
    {
        var body = message.Body;
        var space = unit.Namespaces.Cast<CodeNamespace>().Single(
            one => one.Name == ClrName(body.WrapperNamespace));
        var type = space.Types.Cast<CodeTypeDeclaration>().Single(
            one => one.Name == body.WrapperName);
        var parts = type.Members.OfType<CodeMemberProperty>()
            .Where(one => one.Name != "ExtensionData").ToList();
        type.BaseTypes.Clear();
        type.Members.Clear();
        type.CustomAttributes.Clear();
        type.CustomAttributes.Add(Attribute<MessageContractAttribute>(
            "WrapperName", body.WrapperName, "WrapperNamespace", body.WrapperNamespace));
        foreach (var header in binding.Extensions.OfType<SoapHeaderBinding>())
            type.Members.Add(Field<MessageHeaderAttribute>(
                new CodeTypeReference(typeof(string)), header.Part, header.Message.Namespace));
        foreach (var part in parts)
            type.Members.Add(Field<MessageBodyMemberAttribute>(
                part.Type, part.Name, body.WrapperNamespace));
        return new CodeTypeReference(space.Name + "." + type.Name);
    }

    static CodeCompileUnit Import(string url)
    {
        var wsdl = Download(url);
        var importer = new WsdlImporter(new MetadataSet(
            new[] { MetadataSection.CreateFromServiceDescription(wsdl) }));
        var unit = new CodeCompileUnit();
        var generator = new ServiceContractGenerator(unit);
        generator.Options = ServiceContractGenerationOptions.None;
        var contract = importer.ImportAllContracts().SingleOrDefault();
        foreach (var error in importer.Errors)
            throw new InvalidDataException(url + ": " + error.Message);
        generator.GenerateServiceContractType(contract);
        var operations = wsdl.Bindings[0].Operations.Cast<OperationBinding>();
        var service = Types(unit).Single(type => type.Name == contract.Name);
        foreach (CodeMemberMethod method in service.Members)
        {
            var messages = contract.Operations.Find(method.Name).Messages;
            var binding = operations.Single(operation => operation.Name == method.Name);
            method.Parameters[0].Type = Message(unit, messages[0], binding.Input);
            method.ReturnType = Message(unit, messages[1], binding.Output);
        }
        return unit;
    }

    static void Main(string[] arguments)
    {
        var all = new CodeCompileUnit();
        var seen = new HashSet<string>();  // the Common types come with every service
        foreach (var url in arguments.Skip(1))
            foreach (CodeNamespace space in Import(url).Namespaces)
            {
                var kept = new CodeNamespace(space.Name);
                foreach (CodeTypeDeclaration type in space.Types)
                    if (seen.Add(space.Name + "." + type.Name))
                        kept.Types.Add(type);
                all.Namespaces.Add(kept);
            }
        using (var file = new StreamWriter(arguments[0]))
            new Microsoft.CSharp.CSharpCodeProvider().GenerateCodeFromCompileUnit(all, file, null);
    }
}
