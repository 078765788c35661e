<?php
// One request to PHP's SoapServer; the web server's stdout is the receiver's.

function show(string $key, string|int|null $value): void
{
    file_put_contents('php://stdout', "$key=" . ($value ?? '<nil>') . "\n");
}

function identifiers(array $items): string
{
    return implode(',', array_map(fn($item) => "{$item->Kind}:{$item->Identifier}", $items));
}

class CallbackService
{
    public function CallbackRequest(stdClass $request): array
    {
        $refused = $_SERVER['DOCUMENT_ROOT'] . '/refused';
        if (!file_exists($refused)) {
            touch($refused);
            throw new SoapFault('Server', 'Come again.');
        }
        $data = $request->Data->Data;
        $move = $data->CarrierService->MoveDevice;
        show('username', $request->Username);
        show('password', $request->Password);
        show('request_id', $request->RequestId);
        show('devices', identifiers($request->Device));
        show('data.status', $data->Status);
        show('data.fault', $data->Fault?->faultstring);
        show('data.comment', $data->Comment);
        show('data.callback_count', $data->CallbackCount);
        show('data.max_callback_threshold', $data->MaxCallbackThreshold);
        show('carrier.change_device_state', $data->CarrierService->ChangeDeviceState);
        show('carrier.change_device_custom_fields',
            $data->CarrierService->ChangeDeviceCustomFields);
        show('move.identifier', identifiers($move->DeviceIdentifier));
        show('move.ip', $move->IpAddress);
        show('move.state', $move->State);
        show('move.plan', $move->ServicePlan);
        show('move.account', $move->AccountName);
        file_put_contents('php://stdout', "end\n");
        return [];
    }
}

// A property that is not there is only a warning to PHP.
set_error_handler(fn($level, $text, $file, $line) =>
    throw new ErrorException($text, 0, $level, $file, $line));
$server = new SoapServer(getenv('UWS_TESTS') . '/receivers/callback.wsdl',
    ['cache_wsdl' => WSDL_CACHE_NONE, 'features' => SOAP_SINGLE_ELEMENT_ARRAYS]);
$server->setClass(CallbackService::class);
$server->handle();
