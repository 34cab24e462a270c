{{- define "pyrsia-operator.labels" -}}
app.kubernetes.io/name: pyrsia-operator
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "pyrsia-operator.selector" -}}
app.kubernetes.io/name: pyrsia-operator
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "pyrsia-operator.nodeImage" -}}
{{ .Values.nodeImage | default (printf "pyrsia.io/node:%s" .Chart.AppVersion) }}
{{- end }}

{{- define "pyrsia-operator.registries" -}}
{{- $parts := list }}
{{- range $name, $address := .Values.builder.registries }}
{{- $parts = append $parts (printf "%s=%s" $name $address) }}
{{- end }}
{{- join "," $parts }}
{{- end }}

{{- /* What the operator may do in the namespaces that it looks after. Secrets it writes and cannot read. */ -}}
{{- define "pyrsia-operator.rules" -}}
- apiGroups: [pyrsia.io]
  resources: [pyrsianodes]
  verbs: [get, list, watch, patch, update]
- apiGroups: [pyrsia.io]
  resources: [authoritymemberships]
  verbs: [get, list, watch]
- apiGroups: [pyrsia.io]
  resources: [buildrequests]
  verbs: [get, list, watch, delete]
- apiGroups: [pyrsia.io]
  resources: [pyrsianodes/status, pyrsianodes/finalizers, authoritymemberships/status, buildrequests/status]
  verbs: [patch, update]
- apiGroups: [""]
  resources: [configmaps, serviceaccounts, services]
  verbs: [get, create, patch]
- apiGroups: [""]
  resources: [persistentvolumeclaims]
  verbs: [get, create, patch, delete]
- apiGroups: [""]
  resources: [secrets]
  verbs: [create, patch]
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, delete]
- apiGroups: [""]
  resources: [events]
  verbs: [create]
- apiGroups: [apps]
  resources: [statefulsets]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [batch]
  resources: [jobs]
  verbs: [get, list, watch, create, patch, delete]
{{- if .Values.builder.enabled }}
- apiGroups: [""]
  resources: [pods/log]
  verbs: [get]
- apiGroups: [tekton.dev]
  resources: [pipelineruns]
  verbs: [get, list, create, delete]
{{- end }}
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [get, create, patch]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, create, patch]
{{- end }}
